/** Zip archives by random access. */

import { expect, test } from 'vitest'
import { inMemory, type RandomAccess } from '../../../src/formats/random-access.ts'
import { listZip, openZipEntry, readZipEntry } from '../../../src/formats/zip.ts'
import { zipOf } from '../../archives.ts'
import { coded } from '../../coded.ts'

const text = (words: string) => new TextEncoder().encode(words)
const files = { 'a/1.txt': text('one '.repeat(100)), 'é.txt': text('two'), 'empty.txt': text('') }

async function contents(bytes: Uint8Array) {
  const access = inMemory(bytes)
  const entries = await listZip(access)
  const read = entries.map(async (entry) => [
    entry.path,
    new TextDecoder().decode(await readZipEntry(access, entry)),
  ])
  return Object.fromEntries(await Promise.all(read))
}

const expected = { 'a/1.txt': 'one '.repeat(100), 'é.txt': 'two', 'empty.txt': '' }

test('stored and deflated files are read, folders left out', async () => {
  expect(await contents(zipOf(files))).toEqual(expected)
  expect(await contents(zipOf({ ...files, 'a/': text('') }, 0))).toEqual(expected)
})

test('a comment behind the directory does not hide it', async () => {
  const zip = zipOf(files)
  const commented = new Uint8Array(zip.length + 30)
  commented.set(zip)
  commented[zip.length - 2] = 30
  expect(await contents(commented)).toEqual(expected)
})

/** What zip64 writers put before the end record; sizes of entries stay narrow. */
function with64(zip: Uint8Array): Uint8Array {
  const end = zip.length - 22
  const record = new DataView(new ArrayBuffer(56 + 20))
  const old = new DataView(zip.buffer, zip.byteOffset + end)
  record.setUint32(0, 0x06064b50, true)
  record.setBigUint64(32, BigInt(old.getUint16(10, true)), true)
  record.setBigUint64(40, BigInt(old.getUint32(12, true)), true)
  record.setBigUint64(48, BigInt(old.getUint32(16, true)), true)
  record.setUint32(56, 0x07064b50, true)
  record.setBigUint64(64, BigInt(end), true)
  const last = zip.slice(end)
  last.fill(0xff, 8, 20)
  return new Uint8Array([...zip.subarray(0, end), ...new Uint8Array(record.buffer), ...last])
}

test('archives with 64-bit sizes are read', async () => {
  expect(await contents(with64(zipOf(files)))).toEqual(expected)
})

test('paths that lead out of the archive do not', async () => {
  const odd = zipOf({
    '../../etc/passwd': text('x'),
    '/abs.png': text('y'),
    'C:\\d.png': text('z'),
  })
  expect(Object.keys(await contents(odd))).toEqual(['etc/passwd', 'abs.png', 'd.png'])
})

test('only the directory and the file that is asked for are read', async () => {
  const zip = zipOf(
    { 'big.bin': crypto.getRandomValues(new Uint8Array(60_000)), 'a.txt': text('a') },
    0,
  )
  const ranges: number[] = []
  const counted: RandomAccess = {
    size: zip.length,
    read: async (start, end) => {
      ranges.push(Math.min(end, zip.length) - start)
      return zip.subarray(start, end)
    },
  }
  const small = (await listZip(counted)).find(({ path }) => path === 'a.txt')!
  ranges.length = 0
  expect(await readZipEntry(counted, small)).toEqual(text('a'))
  expect(Math.max(...ranges)).toBeLessThan(1000)
  const open = await openZipEntry(counted, (await listZip(counted))[0])
  expect(await open!.read(10, 12)).toEqual(zip.subarray(30 + 7 + 10, 30 + 7 + 12))
})

/** The archive with a field of its first entry changed, in the directory alone. */
function changed(field: number, ...bytes: number[]): Uint8Array {
  const zip = zipOf(files)
  const at = new DataView(zip.buffer, zip.byteOffset).getUint32(zip.length - 22 + 16, true)
  zip.set(bytes, at + field)
  return zip
}

test.each([
  ['an encrypted file', changed(8, 1), 'zip.encrypted'],
  ['another compression', changed(10, 93), 'zip.method-unsupported'],
  ['a wrong checksum', changed(16, 1, 2, 3, 4), 'zip.entry-corrupt'],
  ['a bomb', changed(24, 0xff, 0xff, 0xff, 0x70), 'zip.declares-too-much'],
  ['a file outside', changed(42, 0xff, 0xff, 0xff), 'zip.entry-corrupt'],
  ['another directory', changed(0, 1), 'zip.directory-corrupt'],
  ['a cut archive', zipOf(files).slice(0, 60), 'zip.directory-missing'],
])('refuses %s', async (_, bytes, code) => {
  await expect(contents(bytes)).rejects.toThrow(coded(code))
})
