// Gradients of filters by Winograd's algorithm, in two commands for each share of the samples:
// windows of the image and tiles of the gradient at the points, then for each point their product
// summed over tiles. The sums are kept at the points until the last share; `filters.ts` then
// collects them. Each sum is made by one thread in one order.

import {
  CorrelateTiles,
  MOST_POINTS,
  PANEL,
  PANEL_BYTES,
  PATCH_BYTES,
  PLANE,
  PLANE_ROWS,
  SpreadTiles,
  TILE_PLACE_BYTES,
  TILES_BLOCK,
  Tiling,
  TOGETHER,
  Windows,
} from '../layout'
import { multiplyRows } from '../products'
import { clearRow, copyRow } from '../rows'
import { claim } from '../team'
import { spreadLines, VALUE } from './lines'
import { firstAt, lastAt, placeTiles, planesOf, resultsOf, Tile, tileAt } from './tiles'
import { clearZeros, partsOf, spreadWindows, windowScratch } from './windows'

/** A unit of work is some tiles' windows, or their gradients. Scratch: a window's, tiles, pixels. */
export function spreadTiles(args: SpreadTiles, scratch: usize): void {
  const windows = changetype<Windows>(changetype<usize>(args) + offsetof<SpreadTiles>('x'))
  const tiles = scratch + windowScratch(args.channels)
  clearZeros(windows, scratch)
  const count = placeTiles(changetype<Tiling>(args), 0, tiles)
  const pixels = tiles + count * TILE_PLACE_BYTES
  const groups = (count + TOGETHER - 1) / TOGETHER
  for (let unit = claim(); unit < 2 * groups; unit = claim()) {
    const first = (unit >> 1) * TOGETHER
    const here = min(TOGETHER, count - first)
    const some = tiles + first * TILE_PLACE_BYTES
    if (unit & 1) spreadGradients(args, some, here, first, scratch, pixels)
    else {
      const planes = args.spreadWindows
      spreadWindows(
        changetype<Tiling>(args),
        windows,
        some,
        here,
        planes,
        args.height,
        first,
        scratch,
      )
    }
  }
}

/** Gradients of some tiles, as panels (planes, panels, rows, 16). */
function spreadGradients(
  args: SpreadTiles,
  tiles: usize,
  count: i32,
  row: i32,
  lines: usize,
  pixels: usize,
): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const panelBytes = args.height * PANEL_BYTES
  for (let panel = 0; panel < panels; panel++) {
    const to = args.spreadGradients + panel * panelBytes + row * PANEL_BYTES
    for (let half = 0; half < PANEL_BYTES; half += VALUE) {
      spreadDown(args, tiles, count, panel, half, lines, pixels)
      spreadAlong(args, tiles, count, to + half, panels * panelBytes, lines)
    }
  }
}

/** 8 columns of each tile along the first axis. */
function spreadDown(
  args: SpreadTiles,
  tiles: usize,
  count: i32,
  panel: i32,
  half: i32,
  lines: usize,
  pixels: usize,
): void {
  for (let i = 0; i < count; i++) {
    const tile = tileAt(tiles, i)
    const down = resultsOf(changetype<Tiling>(args), tile.pointsY)
    const along = resultsOf(changetype<Tiling>(args), tile.pointsX)
    packTile(args, tile, panel, half, down, along, pixels)
    const pixelRow = along * VALUE
    spreadLines(
      tile.pointsY,
      down,
      along,
      pixels,
      pixelRow,
      VALUE,
      lines,
      MOST_POINTS * VALUE,
      VALUE,
    )
    lines += MOST_POINTS * MOST_POINTS * VALUE
  }
}

/** Then along the second axis into the planes, a line of all tiles at a time, as in `windows.ts`. */
function spreadAlong(
  args: SpreadTiles,
  tiles: usize,
  count: i32,
  to: usize,
  planeBytes: usize,
  lines: usize,
): void {
  for (let line = 0; line < args.largePointsY; line++) {
    let from = lines
    for (let i = 0; i < count; i++) {
      const tile = tileAt(tiles, i)
      if (line < tile.pointsY) {
        const along = resultsOf(changetype<Tiling>(args), tile.pointsX)
        const at = to + i * PANEL_BYTES
        spreadLines(tile.pointsX, along, 1, from, VALUE, 0, at, planeBytes, 0)
      }
      from += MOST_POINTS * MOST_POINTS * VALUE
    }
    lines += MOST_POINTS * VALUE
    to += args.largePointsX * planeBytes
  }
}

/** 8 columns of a tile's pixels (down, along, 8); zeros where there are none. */
function packTile(
  args: SpreadTiles,
  tile: Tile,
  panel: i32,
  half: i32,
  down: i32,
  along: i32,
  pixels: usize,
): void {
  const first = panel * PANEL_BYTES + half
  const bytes = max(0, min(VALUE, args.columns * 4 - first))
  const image = args.dy + tile.sample * args.dyHeight * args.dyWidth * args.dyPitch + first
  for (let i = 0; i < down; i++) {
    const y = tile.y + i
    for (let j = 0; j < along; j++) {
      const x = tile.x + j
      const exists = y < args.dyHeight && x < args.dyWidth
      packPixel(image + (y * args.dyWidth + x) * args.dyPitch, exists ? bytes : 0, pixels)
      pixels += VALUE
    }
  }
}

/** The floats that exist of 8, then zeros. */
function packPixel(from: usize, bytes: i32, to: usize): void {
  copyRow(to, from, bytes)
  clearRow(to + bytes, VALUE - bytes)
}

/** A unit of work is a point and some panels. Scratch: a fresh product. */
export function correlateTiles(args: CorrelateTiles, scratch: usize): void {
  const panels = (args.columns + PANEL - 1) / PANEL
  const groups = (panels + args.panelsPerUnit - 1) / args.panelsPerUnit
  const units = planesOf(changetype<Tiling>(args)) * groups
  for (let unit = claim(); unit < units; unit = claim()) {
    const first = (unit % groups) * args.panelsPerUnit
    const last = min(first + args.panelsPerUnit, panels)
    correlatePlane(args, unit / groups, panels, first, last, scratch)
  }
}

function correlatePlane(
  args: CorrelateTiles,
  plane: i32,
  panels: i32,
  firstPanel: i32,
  lastPanel: i32,
  fresh: usize,
): void {
  const tiling = changetype<Tiling>(args)
  const y = plane / args.largePointsX
  const first = firstAt(tiling, 0, y)
  const last = lastAt(tiling, 0, y, plane % args.largePointsX)
  const parts = partsOf(args.channels)
  const windows = args.spreadWindows + <usize>(plane * parts * args.height) * PATCH_BYTES
  const panelBytes = <usize>parts * (PLANE_ROWS * PANEL_BYTES)
  const sums = args.gradients + <usize>(plane * panels) * panelBytes
  for (let row = first; row < last; row += TILES_BLOCK) {
    const count = min(TILES_BLOCK, last - row)
    const isFirst = args.first && row === first
    for (let panel = firstPanel; panel < lastPanel; panel++) {
      const dy = (plane * panels + panel) * args.height + row
      const gradients = args.spreadGradients + <usize>dy * PANEL_BYTES
      const x = windows + row * PATCH_BYTES
      correlateChannels(args, x, gradients, count, sums + panel * panelBytes, isFirst ? 0 : fresh)
    }
  }
}

/**
 * sums (channels, 16) += windows (count, channels) transposed . gradients (count, 16)
 * @param fresh where a product waits to be added; 0 to store it at once
 */
function correlateChannels(
  args: CorrelateTiles,
  windows: usize,
  gradients: usize,
  count: i32,
  sums: usize,
  fresh: usize,
): void {
  for (let channel = 0; channel < args.channels; channel += PLANE) {
    const rows = min(PLANE, args.channels - channel)
    multiplyRows(windows, true, rows, gradients, count, PANEL_BYTES, sums, fresh)
    windows += args.height * PATCH_BYTES
    sums += PLANE_ROWS * PANEL_BYTES
  }
}
