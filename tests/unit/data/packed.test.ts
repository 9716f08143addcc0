/** Packed sets: the same images as their source, left in the file. */

import { expect, test } from 'vitest'
import { isDataFile } from '../../../src/data/containers/open.ts'
import { gatherBatch, gatherFrom, takeFirst, takeLast } from '../../../src/data/dataset.ts'
import { openPacked, PACKED_HEADER, packedHeader } from '../../../src/data/packed.ts'
import { ReadAhead } from '../../../src/data/read-ahead.ts'
import { epochOrder } from '../../../src/data/shuffle.ts'
import { inMemoryOf } from '../../../src/data/sources/packed.ts'
import { inMemory } from '../../../src/formats/random-access.ts'
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts'
import { joined } from '../../archives.ts'
import { coded } from '../../coded.ts'

const images = Uint8Array.from({ length: 6 * 4 }, (_, i) => 10 * Math.floor(i / 4) + (i % 4))
const labels = Uint8Array.of(0, 1, 0, 1, 0, 1)
const facts = {
  name: 'mine',
  count: 6,
  height: 2,
  width: 2,
  channels: 1,
  labels,
  classes: ['a', 'b'],
}
const file = (order: 'as-is' | 'files') => joined(packedHeader(facts, order), images, labels)
const data = { ...facts, images }

test('a packed set is a safetensors file with the facts, and opens as the set', async () => {
  const bytes = file('as-is')
  expect(bytes.length).toBe(PACKED_HEADER + 30)
  expect(readSafetensors(bytes).tensors.get('images')).toMatchObject({ shape: [6, 2, 2, 1] })
  const { store: _, ...opened } = await openPacked(inMemory(bytes))
  expect(opened).toEqual(facts)
  expect(await inMemoryOf(await openPacked(inMemory(bytes)))).toEqual(data)
})

test('a model is not taken for a packed set', async () => {
  const named = (bytes: Uint8Array) => ({ ...{ path: 'a', place: 'a' }, bytes: async () => bytes })
  expect(await isDataFile(named(file('as-is')))).toBe(true)
  expect(await isDataFile(named(writeSafetensors(new Map())))).toBe(false)
  expect(await isDataFile(named(images))).toBe(false)
})

test('images in the order of their files are shuffled as those of a folder', async () => {
  const order = [...epochOrder(6, 0, 0)]
  const set = await inMemoryOf(await openPacked(inMemory(file('files'))))
  expect(Array.from(set.images.filter((_, i) => i % 4 === 0))).toEqual(order.map((i) => 10 * i))
  expect([...set.labels!]).toEqual(order.map((i) => i % 2))
})

test('parts and batches are those of the set in memory', async () => {
  const stored = await openPacked(inMemory(file('as-is')))
  for (const take of [takeFirst, takeLast]) {
    const [part, same] = [take(stored, 4), take(data, 4)]
    const into = () => new Float32Array(8)
    expect(await gatherFrom(part, [3, 0], into())).toEqual(gatherBatch(same, [3, 0], into()))
    expect(part.labels).toEqual(same.labels)
  }
  await expect(gatherFrom(stored, [6], new Float32Array(4))).rejects.toThrow(
    coded('dataset.index-out-of-range'),
  )
})

test('the next batch is read ahead, whatever is asked for then', async () => {
  const asked: number[][] = []
  const { store, ...rest } = await openPacked(inMemory(file('as-is')))
  const watched = {
    ...rest,
    store: {
      read: (indices: ArrayLike<number>, into: Uint8Array) => {
        asked.push(Array.from(indices))
        return store.read(indices, into)
      },
    },
  }
  const ahead = new ReadAhead(watched, 2)
  const first = async (...[indices, next]: number[][]) =>
    [...(await ahead.take(Uint32Array.from(indices), Uint32Array.from(next)))]
      .map((value) => Math.round((value * 127.5 + 127.5) / 10))
      .filter((_, i) => i % 4 === 0)
  expect(await first([1, 2], [3, 4])).toEqual([1, 2])
  expect(asked).toEqual([
    [1, 2],
    [3, 4],
  ])
  expect(await first([3, 4], [5, 0])).toEqual([3, 4])
  expect(await first([0, 1], [])).toEqual([0, 1])
  expect(asked).toEqual([
    [1, 2],
    [3, 4],
    [5, 0],
    [0, 1],
  ])
})

test.each([
  [
    'other tensors',
    joined(
      packedHeader(facts, 'as-is').map((byte, i) => (i > 8 && byte === 0x64 ? 0x65 : byte)),
      images,
      labels,
    ),
  ],
  ['a cut file', file('as-is').slice(0, -3)],
  [
    'labels beyond the classes',
    joined(
      packedHeader(facts, 'as-is'),
      images,
      labels.map((label) => label + 1),
    ),
  ],
])('refuses %s', async (_, bytes) => {
  await expect(openPacked(inMemory(bytes))).rejects.toThrow(
    coded(expect.stringMatching(/^(safetensors|packed|dataset)\./) as unknown as string),
  )
})
