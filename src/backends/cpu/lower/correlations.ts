/** Transposed patches times gradients as commands: partial sums over splits, then their sum. */

import type { Tensor } from '../../../engine/ops.ts'
import { sizes } from '../layout.ts'
import type { Emitter } from './lowering.ts'
import { type Patches, panelsOf, patchScratch, TILE_BYTES, TILE_GRANULE } from './patches.ts'
import { type Contraction, targetOf } from './target.ts'

const { BLOCK, GRADIENT_BLOCK, GRADIENT_ROWS, PANEL_BYTES } = sizes
/** Units of work to aim for: enough to keep many threads evenly busy. */
const MANY_UNITS = 64

/** How the pixels of a gradient are cut. It depends on shapes alone, as the sums must. */
interface Cut {
  readonly paddedRows: number
  readonly splits: number
  readonly blocksPerSplit: number
}

function cutPixels(rows: number, pixels: number): Cut {
  const blocks = Math.ceil(pixels / GRADIENT_BLOCK)
  const wanted = Math.ceil(MANY_UNITS / Math.ceil(rows / GRADIENT_ROWS))
  const blocksPerSplit = Math.ceil(blocks / Math.min(wanted, blocks))
  return {
    paddedRows: Math.ceil(rows / TILE_GRANULE) * TILE_GRANULE,
    splits: Math.ceil(blocks / blocksPerSplit),
    blocksPerSplit,
  }
}

/** Bytes of workspace for the partial sums of a gradient (rows, columns) over so many pixels. */
export function partialBytes(rows: number, columns: number, pixels: number): number {
  const { paddedRows, splits } = cutPixels(rows, pixels)
  return splits * paddedRows * panelsOf(columns) * PANEL_BYTES
}

/** The gradient of what was multiplied: dy (pixels, columns), strides in bytes. */
export interface ResultGradient {
  readonly dy: number
  readonly dyRowStride: number
  readonly dyColumnStride: number
}

/** Patches, a product, a panel of dy. */
const SCRATCH = patchScratch(GRADIENT_BLOCK) + TILE_BYTES + GRADIENT_BLOCK * PANEL_BYTES

export function emitCorrelation(
  tensor: Contraction,
  emitter: Emitter,
  { fields, offsets }: Patches,
  gradient: ResultGradient,
): void {
  emitter.algorithm('direct')
  const target = targetOf(tensor, emitter)
  const partials = emitter.workspace(tensor as Tensor)
  const count = fields.taps * fields.channels
  const cut = cutPixels(count, fields.pixels)
  emitter.command(
    'correlate',
    { ...fields, ...gradient, columns: target.columns, partials, ...cut },
    { list: offsets, scratchBytes: SCRATCH },
  )
  const { paddedRows, splits } = cut
  emitter.command(
    'sumPartials',
    { partials, splits, count, paddedRows, ...target },
    { scratchBytes: BLOCK * PANEL_BYTES },
  )
}
