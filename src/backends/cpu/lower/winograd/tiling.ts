/**
 * How a grid of results is cut into tiles for Winograd's algorithm. A tile with n points along an
 * axis sees n pixels and gives n + 1 - taps results, at n products per channel instead of
 * taps * results. No addresses here.
 */

/** Points that a tile can have along an axis, most first; see assembly/winograd/points.ts. */
const POINTS = [6, 5, 4] as const

/** Tiles along an axis: large ones first, then small ones. */
export interface Cut {
  readonly largePoints: number
  readonly largeTiles: number
  readonly smallPoints: number
  readonly smallTiles: number
}

/** Points along the axis, all tiles together: what its products cost. */
export const pointsOf = (cut: Cut) =>
  cut.largePoints * cut.largeTiles + cut.smallPoints * cut.smallTiles

export const tilesOf = (cut: Cut) => cut.largeTiles + cut.smallTiles

/** Every way to cover an axis with tiles of at most two sizes. */
function* cuts(length: number, taps: number): Generator<Cut> {
  for (const largePoints of POINTS) {
    const results = largePoints + 1 - taps
    const most = Math.ceil(length / results)
    yield { largePoints, largeTiles: most, smallPoints: largePoints, smallTiles: 0 }
    for (const smallPoints of POINTS.filter((points) => points < largePoints)) {
      for (let largeTiles = 1; largeTiles < most; largeTiles++) {
        const rest = length - largeTiles * results
        const smallTiles = Math.ceil(rest / (smallPoints + 1 - taps))
        yield { largePoints, largeTiles, smallPoints, smallTiles }
      }
    }
  }
}

/** The cut of an axis with the fewest points; of equal ones the one with the fewest tiles. */
export function cutAxis(length: number, taps: number): Cut {
  const cost = (cut: Cut) => pointsOf(cut) * 1000 + tilesOf(cut)
  return [...cuts(length, taps)].reduce((best, cut) => (cost(cut) < cost(best) ? cut : best))
}
