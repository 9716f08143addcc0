/** Convolutions by Winograd's algorithm as commands: spread the filters, then all the rest. */

import { ownInputs, type Tensor, type TensorOf } from '../../../../engine/ops.ts'
import { sizes } from '../../layout.ts'
import type { Emitter, Preparation } from '../lowering.ts'
import { TILE_BYTES } from '../patches.ts'
import type { Weights } from '../products.ts'
import { targetOf } from '../target.ts'
import {
  FILTER_BYTES,
  filterPanels,
  oddRows,
  PIXELS_BYTES,
  tileScratch,
  tilingFields,
  windowBytes,
  windowFields,
} from './fields.ts'
import { type Geometry, planesOf, resultPhases, tilesPerImage, windowChannels } from './geometry.ts'

const { FILTER_ROWS, PANEL_BYTES, PASS_PANELS } = sizes
/** Tiles of a block: their windows and products stay in or near an L2 cache. */
const BLOCK_TILES = 32
/** The highest register tile: as many rows are computed at once. */
const HIGHEST_TILE = 6

/** The filters at all points, as panels. */
export const spreadFilters = (source: Tensor, geometry: Geometry): Preparation => ({
  source,
  bytes: planesOf(geometry) * filterPanels(geometry) * windowChannels(geometry) * PANEL_BYTES,
})

function emitFilters(
  tensor: Tensor,
  emitter: Emitter,
  geometry: Geometry,
  weights: Weights,
): number {
  const { address, command } = emitter.preparation(tensor)
  const { taps, step, cutY, cutX } = geometry
  command(
    'spreadFilters',
    {
      ...weights,
      inputPhases: step * step,
      resultPhases: resultPhases(geometry),
      taps,
      pointsY: cutY.largePoints,
      pointsX: cutX.largePoints,
      panels: address,
    },
    {
      list: geometry.places,
      scratchBytes: (2 * FILTER_BYTES + taps * taps * PANEL_BYTES) * FILTER_ROWS,
    },
  )
  return address
}

/** What the windows of a block take beside the products with all panels. */
const WINDOWS_SHARE = 0.15

/**
 * Into how many groups of panels the work on each block is cut. Each makes the windows again; but
 * few blocks leave threads without work.
 */
function groupsOf(blocks: number, panels: number, threads: number): number {
  const cost = (groups: number) =>
    Math.ceil((blocks * groups) / threads) * (1 / groups + WINDOWS_SHARE)
  let best = 1
  for (let groups = 2; groups <= panels; groups++) if (cost(groups) < cost(best)) best = groups
  return best
}

/** Blocks of tiles, and the panels of a unit. */
function unitsOf(geometry: Geometry, threads: number) {
  const { cutY, cutX, samples } = geometry
  const blocks = Math.ceil((samples * tilesPerImage(geometry)) / BLOCK_TILES)
  const kinds = [
    cutY.smallTiles * cutX.largeTiles,
    cutY.largeTiles * cutX.largeTiles,
    cutY.largeTiles * cutX.smallTiles,
    cutY.smallTiles * cutX.smallTiles,
  ]
  const tiles = kinds.reduce((sum, kind) => sum + Math.ceil((kind * samples) / blocks), 0)
  const panels = filterPanels(geometry)
  return {
    blocks,
    rows: oddRows(tiles + HIGHEST_TILE),
    panelsPerUnit: Math.ceil(panels / groupsOf(blocks, panels, threads)),
  }
}

/** Windows, products of a pass, a product, a tile's results. */
function scratchFor(geometry: Geometry, rows: number): number {
  const products = planesOf(geometry) * PASS_PANELS * rows * PANEL_BYTES
  const windows = tileScratch(geometry, rows) + windowBytes(geometry, rows)
  return windows + products + TILE_BYTES + PASS_PANELS * PIXELS_BYTES
}

export function emitWinograd(
  tensor: TensorOf<'conv2d' | 'convTranspose2d'>,
  emitter: Emitter,
  geometry: Geometry,
  weights: Weights,
): void {
  emitter.algorithm(`winograd ${geometry.cutY.largePoints}`)
  const panels = emitFilters(tensor as Tensor, emitter, geometry, weights)
  const { left } = ownInputs(tensor)
  const { blocks, rows, panelsPerUnit } = unitsOf(geometry, emitter.threads)
  emitter.command(
    'winograd',
    {
      ...tilingFields(geometry, blocks, rows),
      ...windowFields(geometry, emitter.operand(left), left.shape),
      panels,
      panelsPerUnit,
      resultHeight: tensor.shape[1],
      resultWidth: tensor.shape[2],
      resultStep: geometry.resultStep,
      resultOrigin: geometry.resultOrigin,
      ...targetOf(tensor, emitter),
    },
    { scratchBytes: scratchFor(geometry, rows) },
  )
}
