import {
  appendFileSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Tail } from '../../../../src/cli/studio/tail.ts'

const root = mkdtempSync(join(tmpdir(), 'ddpm-tail-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const path = join(root, 'lines')
let tail: Tail
let lines: string[]
let replaced: number
beforeEach(() => {
  rmSync(path, { force: true })
  tail = new Tail(root, ['lines'])
  lines = []
  replaced = 0
})

const read = () =>
  tail.read(
    (line) => lines.push(line),
    () => replaced++,
  )

describe('Tail', () => {
  test('reads each line once, as the file grows', async () => {
    expect(await read()).toBe('gone')
    writeFileSync(path, 'one\ntwo\n')
    expect([await read(), lines, replaced]).toEqual(['replaced', ['one', 'two'], 1])
    expect([await read(), lines]).toEqual(['same', ['one', 'two']])
    appendFileSync(path, 'three\n')
    expect([await read(), lines, replaced]).toEqual(['more', ['one', 'two', 'three'], 1])
  })

  test('waits for the end of a line, in the middle of a letter too', async () => {
    const bytes = Buffer.from('é and 图\nnext')
    writeFileSync(path, bytes.subarray(0, 1))
    await read()
    for (let i = 1; i < bytes.length; i++) {
      appendFileSync(path, bytes.subarray(i, i + 1))
      await read()
    }
    expect(lines).toEqual(['é and 图'])
    appendFileSync(path, '\n')
    await read()
    expect(lines).toEqual(['é and 图', 'next'])
  })

  test('reads lines across the pieces in which a long file is read', async () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `line ${i} ${'x'.repeat(i % 50)}`)
    writeFileSync(path, `${many.join('\n')}\n`)
    await read()
    expect(lines).toEqual(many)
  })

  test('begins again where the file is another one, or shorter', async () => {
    writeFileSync(path, 'one\ntwo\nthr')
    await read()
    writeFileSync(`${path}.new`, 'four\nfive\nsix\n')
    renameSync(`${path}.new`, path)
    lines = []
    expect([await read(), lines, replaced]).toEqual(['replaced', ['four', 'five', 'six'], 2])
    truncateSync(path, 5)
    lines = []
    expect([await read(), lines, replaced]).toEqual(['replaced', ['four'], 3])
  })

  test('leaves out a line without an end, and keeps none of it', async () => {
    writeFileSync(path, `one\n${'x'.repeat(3_000_000)}`)
    await read()
    appendFileSync(path, 'x'.repeat(1_000_000))
    await read()
    appendFileSync(path, 'x\ntwo\nthree\n')
    await read()
    expect(lines).toEqual(['one', 'two', 'three'])
  })
})
