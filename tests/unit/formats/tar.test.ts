/** Tar archives by random access. */

import { expect, test } from 'vitest'
import { inMemory } from '../../../src/formats/random-access.ts'
import { isTar, listTar, openTarEntry } from '../../../src/formats/tar.ts'
import { joined, tarEntry, tarOf } from '../../archives.ts'
import { coded } from '../../coded.ts'

const text = (words: string) => new TextEncoder().encode(words)

async function contents(bytes: Uint8Array) {
  const access = inMemory(bytes)
  const read = (await listTar(access)).map(async (entry) => {
    const content = await openTarEntry(access, entry).read(0, entry.size)
    return [entry.path, new TextDecoder().decode(content)]
  })
  return Object.fromEntries(await Promise.all(read))
}

test('files are read, folders and links are left out', async () => {
  const folder = tarEntry('a/', text(''), '5')
  const link = tarEntry('link.txt', text(''), '2')
  const tar = joined(folder, link, tarOf({ 'a/1.txt': text('one'), '../2.txt': text('two') }))
  expect(await contents(tar)).toEqual({ 'a/1.txt': 'one', '2.txt': 'two' })
  expect(isTar(tar)).toBe(true)
  expect(isTar(new Uint8Array(1024))).toBe(false)
})

const long = `${'deep/'.repeat(40)}1.txt`
const pax = (key: string, value: string) => {
  const rest = ` ${key}=${value}\n`
  const length = text(rest).length + 3
  return text(`${length}${rest}`)
}

test('long names of pax and of GNU are read', async () => {
  const entry = tarEntry('short', text('one'))
  expect(await contents(joined(tarEntry('x', pax('path', long), 'x'), entry))).toEqual({
    [long]: 'one',
  })
  const gnu = tarEntry('././@LongLink', text(`${long}\0`), 'L')
  expect(await contents(joined(gnu, entry, tarOf({ b: text('') })))).toEqual({
    [long]: 'one',
    b: '',
  })
})

test.each([
  ['damage in a header', tarOf({ a: text('one') }).fill(1, 20, 22), 'tar.header-corrupt'],
  ['a cut archive', tarOf({ a: text('one') }).slice(0, 512), 'tar.truncated'],
  ['a sparse file', tarEntry('a', text('one'), 'S'), 'tar.sparse'],
])('refuses %s', async (_, bytes, code) => {
  await expect(contents(bytes)).rejects.toThrow(coded(code))
})
