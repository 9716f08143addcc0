// The tiles of a block and where they lie. There are four kinds: with small or large tiles along
// either axis. In a block they are in this order, so that the tiles that have a value at some point
// are always neighbours:
//   small rows x large columns | large x large | large rows x small columns | small x small

import { TILE_PLACE_BYTES, Tiling } from '../layout'

/** A tile: its sample, its first pixel in the grid, its points along each axis. */
@unmanaged
export class Tile {
  sample: i32
  y: i32
  x: i32
  pointsY: i32
  pointsX: i32
}

export function tileAt(tiles: usize, index: i32): Tile {
  return changetype<Tile>(tiles + index * TILE_PLACE_BYTES)
}

const KINDS = 4

function hasSmallRows(kind: i32): bool {
  return kind === 0 || kind === 3
}

function hasSmallColumns(kind: i32): bool {
  return kind > 1
}

/** Tiles of one kind in an image. */
function tilesOfKind(args: Tiling, kind: i32): i32 {
  const down = hasSmallRows(kind) ? args.smallTilesY : args.largeTilesY
  const across = hasSmallColumns(kind) ? args.smallTilesX : args.largeTilesX
  return down * across
}

/** How many tiles of one kind a block has. */
function tilesInBlock(args: Tiling, kind: i32, block: i32): i32 {
  const total = tilesOfKind(args, kind) * args.samples
  const share = (total + args.blocks - 1) / args.blocks
  return max(0, min(share, total - block * share))
}

/** Fills in the tiles of a block; returns their number. */
export function placeTiles(args: Tiling, block: i32, tiles: usize): i32 {
  let count = 0
  for (let kind = 0; kind < KINDS; kind++) {
    const perImage = tilesOfKind(args, kind)
    const share = (perImage * args.samples + args.blocks - 1) / args.blocks
    const here = tilesInBlock(args, kind, block)
    for (let i = 0; i < here; i++) {
      placeTile(args, kind, block * share + i, perImage, tileAt(tiles, count++))
    }
  }
  return count
}

function placeTile(args: Tiling, kind: i32, index: i32, perImage: i32, tile: Tile): void {
  const smallRows = hasSmallRows(kind)
  const smallColumns = hasSmallColumns(kind)
  const across = smallColumns ? args.smallTilesX : args.largeTilesX
  const within = index % perImage
  tile.sample = index / perImage
  tile.pointsY = smallRows ? args.smallPointsY : args.largePointsY
  tile.pointsX = smallColumns ? args.smallPointsX : args.largePointsX
  const beforeY = smallRows ? args.largeTilesY * resultsOf(args, args.largePointsY) : 0
  const beforeX = smallColumns ? args.largeTilesX * resultsOf(args, args.largePointsX) : 0
  tile.y = beforeY + (within / across) * resultsOf(args, tile.pointsY)
  tile.x = beforeX + (within % across) * resultsOf(args, tile.pointsX)
}

/** Results along an axis of a tile with so many points. */
export function resultsOf(args: Tiling, points: i32): i32 {
  return points + 1 - args.taps
}

/** Planes of a transform: a point of each axis. */
export function planesOf(args: Tiling): i32 {
  return args.largePointsY * args.largePointsX
}

/** The first tile of the block with a value at points (y, x). */
export function firstAt(args: Tiling, block: i32, y: i32): i32 {
  return y < args.smallPointsY ? 0 : tilesInBlock(args, 0, block)
}

/** After the last tile with a value at points (y, x). */
export function lastAt(args: Tiling, block: i32, y: i32, x: i32): i32 {
  let last = tilesInBlock(args, 0, block) + tilesInBlock(args, 1, block)
  if (x >= args.smallPointsX) return last
  last += tilesInBlock(args, 2, block)
  return y < args.smallPointsY ? last + tilesInBlock(args, 3, block) : last
}
