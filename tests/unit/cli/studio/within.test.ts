import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWithin, realWithin } from '../../../../src/cli/studio/within.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-within-'))
const root = join(home, 'root')
afterAll(() => rmSync(home, { recursive: true, force: true }))

beforeAll(() => {
  mkdirSync(join(root, 'folder'), { recursive: true })
  writeFileSync(join(root, 'folder/file'), 'inside')
  writeFileSync(join(root, '..name'), 'inside')
  mkdirSync(join(home, 'root-too'))
  writeFileSync(join(home, 'root-too/secret'), 'outside')
  writeFileSync(join(home, 'secret'), 'outside')
  symlinkSync(join(root, 'folder'), join(root, 'near'))
  symlinkSync(join(home, 'secret'), join(root, 'leak'))
  symlinkSync(join(home, 'root-too'), join(root, 'away'))
  symlinkSync('nowhere', join(root, 'dangling'))
  symlinkSync('circle', join(root, 'circle'))
})

async function contents(...names: string[]): Promise<string | undefined> {
  const file = await openWithin(root, names)
  if (!file) return undefined
  const text = await file.handle.readFile('utf8')
  await file.handle.close()
  return text
}

describe('openWithin', () => {
  test('opens files of the folder, through links that stay in it', async () => {
    expect(await contents('folder', 'file')).toBe('inside')
    expect(await contents('near', 'file')).toBe('inside')
    expect(await contents('..name')).toBe('inside')
  })

  test('opens the files of a folder that is itself behind a link', async () => {
    symlinkSync(root, join(home, 'alias'))
    const file = await openWithin(join(home, 'alias'), ['folder', 'file'])
    expect(file?.stats.size).toBe(6)
    await file?.handle.close()
  })

  test.each([
    [['..', 'secret']],
    [['folder', '..', '..', 'secret']],
    [['../secret']],
    [['..\\secret']],
    [['/etc/hosts']],
    [['folder/file']],
    [['folder', 'file\0.png']],
    [['']],
    [['.']],
    [['leak']],
    [['away', 'secret']],
    [['dangling']],
    [['circle']],
    [['folder']],
    [['none']],
    [['folder', 'file', 'below']],
  ])('refuses %j', async (names) => {
    expect(await contents(...names)).toBeUndefined()
  })

  test.skipIf(process.platform === 'win32')('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [join(root, 'pipe')])
    expect(await contents('pipe')).toBeUndefined()
  })
})

test('realWithin says where something is, folders too', async () => {
  expect(await realWithin(root, ['near'])).toBe(await realpath(join(root, 'folder')))
  expect(await realWithin(root, ['away'])).toBeUndefined()
})
