/** Contractions as commands: pack the weights, multiply; or correlate, then add the splits. */

import { epilogueOperands, ownInputs, type Tensor, type TensorOf } from '../../../engine/ops.ts'
import { sizeOf } from '../../../engine/shape.ts'
import { sizes } from '../layout.ts'
import type { Emitter, Lowering, Operand } from './lowering.ts'
import {
  convolutionPatches,
  matrixPatches,
  type Patches,
  type TargetFields,
  transposedPatches,
} from './patches.ts'

type Product = TensorOf<'conv2d' | 'convTranspose2d' | 'matmul'>

const { BLOCK, PANEL, PANEL_BYTES, TILE_BYTES } = sizes
const FLOAT = 4
/** Units of work to aim for: enough to keep many threads evenly busy. */
const MANY_UNITS = 64
/** Most panels whose sums a unit keeps in its L2 cache. */
const MOST_PANELS = 16
/** A multiple of the height of every register tile. */
const ROW_GRANULE = 12

const panelsOf = (columns: number) => Math.ceil(columns / PANEL)
const blocksOf = (pixels: number) => Math.ceil(pixels / BLOCK)

/** Scratch memory of a block: its pixels and its patches. */
const BLOCK_SCRATCH = BLOCK * (sizes.PIXEL_BYTES + sizes.PATCH_BYTES)

/** Where a contraction's result goes and what is done to it before. */
function targetOf(tensor: Tensor, emitter: Emitter): TargetFields {
  const y = emitter.operand(tensor)
  const target = {
    y: y.address,
    yPitch: y.pitch,
    columns: y.columns,
    bias: 0,
    rows: 0,
    rowsPitch: 0,
    add: 0,
    addPitch: 0,
    relu: 0,
    mask: 0,
    maskPitch: 0,
  }
  if (!('epilogue' in tensor.attributes)) return target
  const { bias, rows, add, mask } = epilogueOperands(tensor as Product)
  if (bias) target.bias = emitter.operand(bias).address
  if (rows) {
    const operand = emitter.operand(rows)
    target.rows = operand.address
    target.rowsPitch = operand.rows === 1 ? 0 : operand.pitch
  }
  if (add) [target.add, target.addPitch] = placeOf(emitter.operand(add))
  if (mask) [target.mask, target.maskPitch] = placeOf(emitter.operand(mask))
  target.relu = Number(tensor.attributes.epilogue.includes('relu'))
  return target
}

const placeOf = ({ address, pitch }: Operand): [number, number] => [address, pitch]

/** Weights as (taps, channels, columns), strides in bytes. */
interface Weights {
  readonly source: number
  readonly channels: number
  readonly columns: number
  readonly tapStride: number
  readonly channelStride: number
  readonly columnStride: number
}

/** Panels of the weights for all phases, then a product per phase. */
function emitProducts(
  tensor: Tensor,
  emitter: Emitter,
  weights: Weights,
  phases: readonly Patches[],
): void {
  const panels = emitter.workspace(tensor)
  const taps = phases.flatMap((phase) => phase.taps)
  const panelStride = taps.length * weights.channels * PANEL_BYTES
  emitter.command('packWeights', { ...weights, panels, taps: taps.length }, { list: taps })
  let before = 0
  for (const { fields, offsets } of phases) {
    const panelsPerUnit = panelsAtOnce(fields.pixels, weights.columns)
    emitter.command(
      'multiply',
      {
        ...fields,
        panels: panels + before * weights.channels * PANEL_BYTES,
        panelStride,
        panelsPerUnit,
        ...targetOf(tensor, emitter),
      },
      { list: offsets, scratchBytes: BLOCK_SCRATCH + panelsPerUnit * TILE_BYTES },
    )
    before += fields.taps
  }
}

/** All panels of a block at once save packing; few blocks share them out among more units. */
function panelsAtOnce(pixels: number, columns: number): number {
  const panels = panelsOf(columns)
  const units = Math.ceil(MANY_UNITS / blocksOf(pixels))
  return Math.min(MOST_PANELS, Math.max(1, Math.ceil(panels / units)))
}

/** Elements of the panels of (taps, channels, columns). */
const panelElements = (taps: number, channels: number, columns: number) =>
  taps * channels * panelsOf(columns) * PANEL

export const conv2d: Lowering<'conv2d'> = {
  workspace: ({ inputs: [, { shape }] }) => panelElements(shape[0] * shape[1], shape[2], shape[3]),
  emit(tensor, emitter) {
    const { left: x, right: w } = ownInputs(tensor)
    const [height, width, channels, columns] = w.shape
    const { address, pitch } = emitter.operand(w)
    const weights = {
      source: address,
      channels,
      columns,
      tapStride: channels * pitch,
      channelStride: pitch,
      columnStride: FLOAT,
    }
    const result = [tensor.shape[1], tensor.shape[2]] as const
    const from = emitter.operand(x)
    const patches = convolutionPatches(x, from, result, [height, width], tensor.attributes)
    emitProducts(tensor as Tensor, emitter, weights, [patches])
  },
}

export const convTranspose2d: Lowering<'convTranspose2d'> = {
  workspace: ({ inputs: [, { shape }] }) => panelElements(shape[0] * shape[1], shape[3], shape[2]),
  emit(tensor, emitter) {
    const { left: x, right: w } = ownInputs(tensor)
    const [height, width, columns, channels] = w.shape
    const { address, pitch } = emitter.operand(w)
    const weights = {
      source: address,
      channels,
      columns,
      tapStride: columns * pitch,
      channelStride: FLOAT,
      columnStride: pitch,
    }
    const { outputSize } = tensor.attributes
    const from = emitter.operand(x)
    const phases = transposedPatches(x, from, outputSize, [height, width], tensor.attributes)
    emitProducts(tensor as Tensor, emitter, weights, phases)
  },
}

/** How the pixels of a gradient are cut. Depends on shapes alone: so must the sums. */
interface Cut {
  readonly paddedRows: number
  readonly splits: number
  readonly blocksPerSplit: number
  /** Elements of all partial sums. */
  readonly elements: number
}

function cutGradient(rows: number, columns: number, pixels: number): Cut {
  const paddedRows = Math.ceil(rows / ROW_GRANULE) * ROW_GRANULE
  const blocks = blocksOf(pixels)
  const wanted = Math.ceil(MANY_UNITS / Math.ceil(rows / sizes.GRADIENT_ROWS))
  const blocksPerSplit = Math.ceil(blocks / Math.min(wanted, blocks))
  const splits = Math.ceil(blocks / blocksPerSplit)
  const elements = splits * paddedRows * panelsOf(columns) * PANEL
  return { paddedRows, splits, blocksPerSplit, elements }
}

/** The gradient of what was multiplied: dy (pixels, columns), strides in bytes. */
interface ResultGradient {
  readonly dy: number
  readonly dyRowStride: number
  readonly dyColumnStride: number
}

function emitCorrelation(
  tensor: Tensor,
  emitter: Emitter,
  { fields, offsets }: Patches,
  gradient: ResultGradient,
): void {
  const target = targetOf(tensor, emitter)
  const { columns } = target
  const count = fields.taps * fields.channels
  const { paddedRows, splits, blocksPerSplit } = cutGradient(count, columns, fields.pixels)
  const partials = emitter.workspace(tensor)
  emitter.command(
    'correlate',
    { ...fields, ...gradient, columns, partials, paddedRows, splits, blocksPerSplit },
    { list: offsets, scratchBytes: BLOCK_SCRATCH + 2 * TILE_BYTES },
  )
  emitter.command(
    'sumPartials',
    { partials, splits, count, paddedRows, ...target },
    { scratchBytes: TILE_BYTES },
  )
}

export const conv2dFilterGradient: Lowering<'conv2dFilterGradient'> = {
  workspace: ({ shape: [height, width, channels, columns], inputs: [, dy] }) =>
    cutGradient(height * width * channels, columns, sizeOf(dy.shape.slice(0, 3))).elements,
  emit(tensor, emitter) {
    const [x, dy] = tensor.inputs
    const { kernel } = tensor.attributes
    const result = [dy.shape[1], dy.shape[2]] as const
    const patches = convolutionPatches(x, emitter.operand(x), result, kernel, tensor.attributes)
    const { address, pitch } = emitter.operand(dy)
    emitCorrelation(tensor as Tensor, emitter, patches, {
      dy: address,
      dyRowStride: pitch,
      dyColumnStride: FLOAT,
    })
  },
}

export const matmul: Lowering<'matmul'> = {
  workspace({ shape: [rows, columns], inputs: [a], attributes: { transposeA } }) {
    if (transposeA) return cutGradient(rows, columns, a.shape[0]).elements
    return panelElements(1, a.shape[1], columns)
  },
  emit(tensor, emitter) {
    const { left, right } = ownInputs(tensor)
    const b = emitter.operand(right)
    const { transposeA, transposeB } = tensor.attributes
    const [rowStride, columnStride] = transposeB ? [FLOAT, b.pitch] : [b.pitch, FLOAT]
    const patches = matrixPatches(emitter.operand(left))
    if (transposeA) {
      emitCorrelation(tensor as Tensor, emitter, patches, {
        dy: b.address,
        dyRowStride: rowStride,
        dyColumnStride: columnStride,
      })
      return
    }
    const weights = {
      source: b.address,
      channels: left.shape[1],
      columns: tensor.shape[1],
      tapStride: 0,
      channelStride: rowStride,
      columnStride,
    }
    emitProducts(tensor as Tensor, emitter, weights, [patches])
  },
}
