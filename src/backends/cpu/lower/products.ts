/** Patches times panels as commands: pack the weights, multiply phase by phase. */

import type { Tensor } from '../../../engine/ops.ts'
import { sizes } from '../layout.ts'
import type { Emitter, Preparation } from './lowering.ts'
import { type Patches, panelsOf, patchScratch, TILE_BYTES } from './patches.ts'
import { type Contraction, targetOf } from './target.ts'

const { BLOCK, PANEL_BYTES } = sizes
/** Work is claimed unit by unit: so many keep threads from waiting long for one another. */
const UNITS_PER_THREAD = 4
/** Most panels whose sums a unit keeps in its L2 cache. */
const MOST_PANELS = 16

/** Weights as (taps, channels, columns), strides in bytes. */
export interface Weights {
  readonly source: number
  readonly channels: number
  readonly columns: number
  readonly tapStride: number
  readonly channelStride: number
  readonly columnStride: number
}

/** Weights (taps, channels, columns) in panels. */
export function inPanels(
  source: Tensor,
  taps: number,
  channels: number,
  columns: number,
): Preparation {
  return { source, bytes: taps * channels * panelsOf(columns) * PANEL_BYTES }
}

/** All panels of a block at once save packing; few blocks share them out among more units. */
function panelsAtOnce(pixels: number, columns: number, threads: number): number {
  const panels = panelsOf(columns)
  const units = Math.ceil((UNITS_PER_THREAD * threads) / Math.ceil(pixels / BLOCK))
  return Math.min(MOST_PANELS, Math.max(1, Math.ceil(panels / units)))
}

/** Patches, a product, sums of some panels. */
const scratchFor = (panels: number) =>
  patchScratch(BLOCK) + TILE_BYTES + panels * BLOCK * PANEL_BYTES

/** Panels of the weights for all phases, then a product per phase. */
export function emitProducts(
  tensor: Contraction,
  emitter: Emitter,
  weights: Weights,
  phases: readonly Patches[],
): void {
  emitter.algorithm('direct')
  const { address: panels, command: prepare } = emitter.preparation(tensor as Tensor)
  const taps = phases.flatMap((phase) => phase.taps)
  const panelStride = taps.length * weights.channels * PANEL_BYTES
  prepare('packWeights', { ...weights, panels, taps: taps.length }, { list: taps })
  const target = targetOf(tensor, emitter)
  let first = panels
  for (const { fields, offsets } of phases) {
    const panelsPerUnit = panelsAtOnce(fields.pixels, weights.columns, emitter.threads)
    emitter.command(
      'multiply',
      { ...fields, panels: first, panelStride, panelsPerUnit, ...target },
      { list: offsets, scratchBytes: scratchFor(panelsPerUnit) },
    )
    first += fields.taps * weights.channels * PANEL_BYTES
  }
}
