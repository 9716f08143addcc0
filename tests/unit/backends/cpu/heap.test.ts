/** The heap of a linear memory: no two blocks overlap, freed memory comes back whole. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Heap } from '../../../../src/backends/cpu/heap.ts'

function heapOf(limit = Number.POSITIVE_INFINITY) {
  const ends: number[] = []
  const heap = new Heap(100, (end) => {
    if (end > limit) throw new RangeError('full')
    ends.push(end)
  })
  return { heap, ends }
}

describe('heap', () => {
  test('gives aligned addresses from its start on', () => {
    const { heap } = heapOf()
    expect([heap.allocate(1), heap.allocate(65), heap.allocate(0)]).toEqual([128, 192, 320])
  })

  test('joins freed neighbours, whatever the order, and uses them again', () => {
    const { heap } = heapOf()
    const [a, b, c] = [heap.allocate(64), heap.allocate(64), heap.allocate(64)]
    heap.allocate(64)
    for (const address of [a, c, b]) heap.free(address)
    expect(heap.allocate(192)).toBe(a)
  })

  test('grows by what a free block at its end lacks', () => {
    const { heap, ends } = heapOf()
    heap.free(heap.allocate(64))
    expect(heap.allocate(128)).toBe(128)
    expect(ends).toEqual([192, 256])
  })

  test('survives a refusal', () => {
    const { heap } = heapOf(512)
    const address = heap.allocate(64)
    expect(() => heap.allocate(1024)).toThrow('full')
    heap.free(address)
    expect(heap.allocate(256)).toBe(address)
  })

  test('refuses to free what it did not give', () => {
    const { heap } = heapOf()
    const address = heap.allocate(64)
    heap.free(address)
    expect(() => heap.free(address)).toThrow('nothing is allocated')
  })

  test('never lets two blocks overlap', () => {
    const step = fc.record({ size: fc.integer({ min: 1, max: 500 }), free: fc.nat(20) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { heap } = heapOf()
        const blocks: { address: number; size: number }[] = []
        for (const { size, free } of steps) {
          const [gone] = blocks.splice(free, 1)
          if (gone) heap.free(gone.address)
          const address = heap.allocate(size)
          for (const other of blocks) {
            const apart = address + size <= other.address || other.address + other.size <= address
            expect(apart).toBe(true)
          }
          blocks.push({ address, size })
        }
      }),
    )
  })
})
