import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { type Build, isFresh, isWhole, recorded } from '../../../../scripts/build/record.ts'

let home: string
let build: Build
const at = (...names: string[]) => join(home, ...names)
const run = () => {
  mkdirSync(at('out/theirs'), { recursive: true })
  writeFileSync(at('out/a.js'), 'made')
}

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ddpm-record-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
  mkdirSync(at('src/deep'), { recursive: true })
  writeFileSync(at('src/deep/a.ts'), '1')
  writeFileSync(at('settings'), '1')
  const inputs = [at('src'), at('settings'), at('not there')]
  build = { record: at('cache/r.json'), inputs, output: at('out'), besides: [at('out/theirs')] }
  expect(isFresh(build)).toBe(false)
  await recorded(build, run)
  expect(isFresh(build)).toBe(true)
})

test.each([
  ['an input', 'src/deep/a.ts', '2'],
  ['a setting', 'settings', '2'],
  ['a new input', 'src/b.ts', ''],
])('%s makes it old, and leaves it whole', (_, name, text) => {
  writeFileSync(at(name), text)
  expect([isFresh(build), isWhole(build)]).toEqual([false, true])
})

test.each([
  ['a removed output', () => rmSync(at('out/a.js'))],
  ['a wiped folder', () => rmSync(at('out'), { recursive: true })],
  ['a changed output', () => writeFileSync(at('out/a.js'), 'else')],
  ['a stale file', () => writeFileSync(at('out/b.js'), '')],
  ['a damaged record', () => writeFileSync(at('cache/r.json'), '{"inp')],
])('%s is noticed', (_, spoil) => {
  spoil()
  expect([isFresh(build), isWhole(build)]).toEqual([false, false])
})

test('what others write there does not concern it', () => {
  writeFileSync(at('out/theirs/c.js'), '')
  expect(isFresh(build)).toBe(true)
})

test('a build that fails is not fresh', async () => {
  const failing = recorded(build, () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect([isFresh(build), isWhole(build)]).toEqual([false, true])
})
