// Convolutions by Winograd's algorithm: windows of a block of tiles at the points, plane by plane
// against the filters' panels, back to results, finished and stored. A unit's numbers stay in cache.

import { finishRow } from '../finish'
import {
  MOST_POINTS,
  PANEL,
  PANEL_BYTES,
  PASS_PANELS,
  PATCH_BYTES,
  PLANE,
  Target,
  TILE_PLACE_BYTES,
  Tiling,
  Windows,
  Winograd,
} from '../layout'
import { claim } from '../team'
import { addTile, multiplyTile, TILE_ROWS, TILE_WIDTH } from '../tile'
import { collectLines, VALUE } from './lines'
import { firstAt, lastAt, placeTiles, planesOf, resultsOf, Tile, tileAt } from './tiles'
import { allChannels, clearZeros, partsOf, spreadWindows, windowScratch } from './windows'

/** Filters (points, panels, channels, 16): what all units read. */
function panelBytes(args: Winograd): usize {
  return <usize>allChannels(windowsOf(args)) * PANEL_BYTES
}

function tilingOf(args: Winograd): Tiling {
  return changetype<Tiling>(args)
}

function windowsOf(args: Winograd): Windows {
  return changetype<Windows>(changetype<usize>(args) + offsetof<Winograd>('x'))
}

function panelsPerPhase(args: Winograd): i32 {
  return (args.columns + PANEL - 1) / PANEL
}

function panelsOf(args: Winograd): i32 {
  return panelsPerPhase(args) * args.resultStep * args.resultStep
}

/** A unit of work is a block of tiles and some panels. */
export function winograd(args: Winograd, scratch: usize): void {
  const groups = (panelsOf(args) + args.panelsPerUnit - 1) / args.panelsPerUnit
  const units = args.blocks * groups
  clearZeros(windowsOf(args), scratch)
  for (let unit = claim(); unit < units; unit = claim()) {
    const first = (unit % groups) * args.panelsPerUnit
    convolveBlock(
      args,
      unit / groups,
      first,
      min(first + args.panelsPerUnit, panelsOf(args)),
      scratch,
    )
  }
}

/** Scratch: a window's, the tiles, windows (planes, parts, rows, PATCH_BYTES), a pass's. */
function convolveBlock(args: Winograd, block: i32, first: i32, last: i32, scratch: usize): void {
  const tiles = scratch + windowScratch(args.channels)
  const windows = tiles + args.height * TILE_PLACE_BYTES
  const planes = planesOf(tilingOf(args)) * partsOf(allChannels(windowsOf(args)))
  const pass = windows + <usize>planes * args.height * PATCH_BYTES
  const count = placeTiles(tilingOf(args), block, tiles)
  spreadWindows(tilingOf(args), windowsOf(args), tiles, count, windows, args.height, 0, scratch)
  while (first < last) {
    // A pass stays within a phase of the result.
    const inPhase = first % panelsPerPhase(args)
    const panels = min(min(PASS_PANELS, last - first), panelsPerPhase(args) - inPhase)
    multiplyPlanes(args, block, first, panels, windows, pass)
    collectTiles(args, first, panels, tiles, count, pass, scratch)
    first += panels
  }
}

/** products (planes, PASS_PANELS, rows, 16) = windows . panels, of the tiles that have a value. */
function multiplyPlanes(
  args: Winograd,
  block: i32,
  firstPanel: i32,
  panels: i32,
  windows: usize,
  products: usize,
): void {
  const tiling = tilingOf(args)
  const parts = partsOf(allChannels(windowsOf(args)))
  const windowBytes = <usize>(parts * args.height) * PATCH_BYTES
  const productBytes = args.height * PANEL_BYTES
  const fresh = products + <usize>(planesOf(tiling) * PASS_PANELS) * productBytes
  const planeOfPanels = panelsOf(args) * panelBytes(args)
  let weights = args.panels + firstPanel * panelBytes(args)
  for (let y = 0; y < args.largePointsY; y++) {
    for (let x = 0; x < args.largePointsX; x++) {
      const from = firstAt(tiling, block, y)
      const to = lastAt(tiling, block, y, x)
      for (let panel = 0; panel < panels; panel++) {
        const product = products + panel * productBytes
        multiplyPlane(args, windows, weights + panel * panelBytes(args), from, to, product, fresh)
      }
      windows += windowBytes
      products += PASS_PANELS * productBytes
      weights += planeOfPanels
    }
  }
}

/** Rows `from` to `to` of one plane against one panel. */
function multiplyPlane(
  args: Winograd,
  windows: usize,
  weights: usize,
  from: i32,
  to: i32,
  products: usize,
  fresh: usize,
): void {
  const channels = allChannels(windowsOf(args))
  for (let channel = 0; channel < channels; channel += PLANE) {
    const depth = min(PLANE, channels - channel)
    for (let row = from; row < to; row += TILE_ROWS) {
      const x = windows + row * PATCH_BYTES
      const sums = products + row * PANEL_BYTES
      const product = channel ? fresh : sums
      for (let column = 0; column < PANEL_BYTES; column += TILE_WIDTH) {
        multiplyTile(x, weights + column, depth, product + column)
      }
      if (channel) addTile(sums, PANEL_BYTES, fresh)
    }
    windows += args.height * PATCH_BYTES
    weights += depth * PANEL_BYTES
  }
}

/** Results of all tiles for some panels of one phase. */
function collectTiles(
  args: Winograd,
  firstPanel: i32,
  panels: i32,
  tiles: usize,
  count: i32,
  products: usize,
  scratch: usize,
): void {
  const productBytes = args.height * PANEL_BYTES
  const planeBytes = <usize>PASS_PANELS * productBytes
  const results = products + <usize>planesOf(tilingOf(args)) * planeBytes + TILE_ROWS * PANEL_BYTES
  for (let i = 0; i < count; i++) {
    const tile = tileAt(tiles, i)
    for (let panel = 0; panel < panels; panel++) {
      const from = products + panel * productBytes + i * PANEL_BYTES
      const to = results + panel * PANEL_BYTES
      for (let half = 0; half < PANEL_BYTES; half += VALUE) {
        collectTile(args, tile, from + half, planeBytes, to + half, scratch)
      }
    }
    finishTile(args, tile, firstPanel, panels, results)
  }
}

/** 8 channels of a tile's results: (pixels, PASS_PANELS * 16). */
function collectTile(
  args: Winograd,
  tile: Tile,
  from: usize,
  planeBytes: usize,
  to: usize,
  lines: usize,
): void {
  const down = resultsOf(tilingOf(args), tile.pointsY)
  const across = resultsOf(tilingOf(args), tile.pointsX)
  const line = MOST_POINTS * VALUE
  const pixel = PASS_PANELS * PANEL_BYTES
  const rowBytes = args.largePointsX * planeBytes
  collectLines(tile.pointsY, down, tile.pointsX, from, rowBytes, planeBytes, lines, line, VALUE)
  collectLines(tile.pointsX, across, down, lines, VALUE, line, to, pixel, across * pixel)
}

/** Stores the results that exist. */
function finishTile(
  args: Winograd,
  tile: Tile,
  firstPanel: i32,
  panels: i32,
  results: usize,
): void {
  const target = changetype<Target>(changetype<usize>(args) + offsetof<Winograd>('y'))
  const step = args.resultStep
  const phase = firstPanel / panelsPerPhase(args)
  const column = (firstPanel % panelsPerPhase(args)) * PANEL_BYTES
  const bytes = min(panels * PANEL_BYTES, args.columns * 4 - column)
  const down = resultsOf(tilingOf(args), tile.pointsY)
  const across = resultsOf(tilingOf(args), tile.pointsX)
  const top = tile.y * step + phase / step + args.resultOrigin
  const left = tile.x * step + (phase % step) + args.resultOrigin
  for (let i = 0; i < down; i++) {
    const y = top + i * step
    if (<u32>y >= <u32>args.resultHeight) continue
    const line = (tile.sample * args.resultHeight + y) * args.resultWidth
    for (let j = 0; j < across; j++) {
      const x = left + j * step
      if (<u32>x >= <u32>args.resultWidth) continue
      const sums = results + (i * across + j) * PASS_PANELS * PANEL_BYTES
      finishRow(target, sums, line + x, tile.sample, column, bytes)
    }
  }
}
