/** Parts of files on disk. */

import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openAt } from '../../../../src/hosts/node/random-access.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-access-'))
afterAll(() => rmSync(home, { recursive: true }))

/** A little more than two of the pieces that large parts are read in. */
const LARGE = 2 ** 25 + 5

test('a large part is read whole, and of a file that has become shorter what is left', async () => {
  const path = join(home, 'large')
  const bytes = new Uint8Array(LARGE)
  for (let i = 0; i < LARGE; i += 4093) bytes[i] = i % 251
  writeFileSync(path, bytes)
  const file = await openAt(path)
  expect(Buffer.compare(await file.read(3, LARGE), bytes.subarray(3))).toBe(0)
  expect(await file.read(LARGE - 2, LARGE + 9)).toHaveLength(2)
  expect(await file.read(7, 7)).toHaveLength(0)
  truncateSync(path, 2 ** 24 + 9)
  const left = await file.read(3, LARGE)
  expect(Buffer.compare(left, bytes.subarray(3, 2 ** 24 + 9))).toBe(0)
})
