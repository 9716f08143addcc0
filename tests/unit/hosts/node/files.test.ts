import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { readWhole, writeAtomically } from '../../../../src/hosts/node/files.ts'
import { coded } from '../../../coded.ts'

/** Opens what is opened without a mode: folders, to sync them. */
const openFolder = vi.hoisted(() => vi.fn<typeof open>())

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  openFolder.mockImplementation(real.open)
  const mocked: typeof open = (path, flags) =>
    flags === undefined ? openFolder(path) : real.open(path, flags)
  return { ...real, open: mocked }
})

const root = mkdtempSync(join(tmpdir(), 'ddpm-files-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let path: string
beforeEach(() => {
  path = mkdtempSync(join(root, 'case-'))
})

describe('writeAtomically', () => {
  test('makes folders, replaces files, and leaves nothing else', async () => {
    const file = join(path, 'a/b.txt')
    await writeAtomically(file, 'one')
    await writeAtomically(file, Uint8Array.of(50))
    expect(readFileSync(file, 'utf8')).toBe('2')
    expect(readdirSync(join(path, 'a'))).toEqual(['b.txt'])
  })

  test('a write that fails leaves what was there, and says why', async () => {
    const target = join(path, 'taken')
    await writeAtomically(join(target, 'inside'), 'kept')
    const failure = writeAtomically(target, 'lost')
    await expect(failure).rejects.toThrow(coded('system.is-folder', { path: target }))
    expect(readdirSync(path)).toEqual(['taken'])
    expect(readFileSync(join(target, 'inside'), 'utf8')).toBe('kept')
  })

  test('a path below a file is refused with its reason', async () => {
    writeFileSync(join(path, 'file'), '')
    await expect(writeAtomically(join(path, 'file/x'), '')).rejects.toThrow(
      /cannot be written: .*E/,
    )
    await expect(readWhole(join(path, 'none'))).rejects.toThrow(
      coded('system.not-found', { system: 'ENOENT' }),
    )
  })

  test.each(['EACCES', 'EINVAL', 'EPERM'])(
    'a folder that cannot be synced (%s) takes a file none the less',
    async (code) => {
      openFolder.mockRejectedValueOnce(Object.assign(new Error(code), { code }))
      await writeAtomically(join(path, 'a.txt'), 'one')
      expect(openFolder).toHaveBeenCalledWith(path)
      expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('one')
    },
  )

  test('what a killed process of the same number left does no harm', async () => {
    const file = join(path, 'a.txt')
    for (let n = 0; n < 20; n++) writeFileSync(`${file}.${process.pid}-${n}.tmp`, '')
    await writeAtomically(file, 'one')
    expect(readFileSync(file, 'utf8')).toBe('one')
  })
})
