/** An axis cut into tiles: all of it covered, by as few points as there can be. */

import { describe, expect, test } from 'vitest'
import {
  type Cut,
  cutAxis,
  pointsOf,
  tilesOf,
} from '../../../../../src/backends/cpu/lower/winograd/tiling.ts'

const SIZES = [4, 5, 6]
const lengths = Array.from({ length: 64 }, (_, i) => i + 1)

/** Results that the tiles give. */
const resultsOf = (cut: Cut, taps: number) => pointsOf(cut) - (taps - 1) * tilesOf(cut)

/** For each length the fewest points, and with these the fewest tiles, of tiles of any sizes. */
function fewest(taps: number): readonly { readonly points: number; readonly tiles: number }[] {
  const best = [{ points: 0, tiles: 0 }]
  for (const length of lengths) {
    const ways = SIZES.map((size) => {
      const rest = best[Math.max(0, length - (size + 1 - taps))]
      return { points: rest.points + size, tiles: rest.tiles + 1 }
    })
    ways.sort((a, b) => a.points - b.points || a.tiles - b.tiles)
    best.push(ways[0])
  }
  return best
}

describe.each([2, 3])('an axis for filters of %i taps', (taps) => {
  const best = fewest(taps)

  test.each(lengths)('of %i results is covered with the fewest points', (length) => {
    const cut = cutAxis(length, taps)
    expect({ points: pointsOf(cut), tiles: tilesOf(cut) }).toEqual(best[length])
    expect(resultsOf(cut, taps)).toBeGreaterThanOrEqual(length)
  })

  test.each(lengths)('of %i results needs every tile, the large ones first', (length) => {
    const { largePoints, largeTiles, smallPoints, smallTiles } = cutAxis(length, taps)
    expect(largeTiles).toBeGreaterThan(0)
    expect(SIZES).toContain(largePoints)
    const before = largeTiles * (largePoints + 1 - taps)
    if (smallTiles === 0) expect(smallPoints).toBe(largePoints)
    else {
      expect(SIZES.filter((size) => size < largePoints)).toContain(smallPoints)
      expect(before).toBeLessThan(length)
    }
    const last = smallTiles ? smallPoints : largePoints
    const all = before + smallTiles * (smallPoints + 1 - taps)
    expect(all - (last + 1 - taps)).toBeLessThan(length)
  })
})

/** [results, taps, points, tiles], by hand: 7 of 6; 3 of 6 and one of 4; one of 6 and of 5; ... */
const known = [
  [28, 3, 42, 7],
  [14, 3, 22, 4],
  [7, 3, 11, 2],
  [4, 3, 6, 1],
  [3, 3, 5, 1],
  [1, 3, 4, 1],
  [28, 2, 34, 6],
  [14, 2, 17, 3],
  [7, 2, 9, 2],
  [5, 2, 6, 1],
  [1, 2, 4, 1],
] as const

test.each(known)('%i results of %i taps take %i points in %i tiles', (length, taps, ...rest) => {
  const cut = cutAxis(length, taps)
  expect([pointsOf(cut), tilesOf(cut)]).toEqual(rest)
})
