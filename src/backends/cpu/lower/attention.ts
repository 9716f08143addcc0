/** Attention as commands: how heads are cut, and what lies where in the kernels' scratch memory. */

import type { Tensor, TensorOf } from '../../../engine/ops.ts'
import { type HeadFields, sizes } from '../layout.ts'
import type { Emitter, Lowering } from './lowering.ts'
import { panelsOf, TILE_BYTES } from './patches.ts'

const { ATTENTION_ROWS, DEPTH, PANEL_BYTES, PATCH_BYTES, PLANE_ROWS } = sizes
/** Work is claimed unit by unit: so many keep threads from waiting long for one another. */
const UNITS_PER_THREAD = 4

type Attending = TensorOf<'attention' | 'attentionGradient'>

/** A head's rows and channels, and into how many even blocks its rows are cut. */
interface Head {
  readonly length: number
  readonly width: number
  readonly blocks: number
}

function headOf({ inputs: [{ shape }], attributes: { heads } }: Attending): Head {
  const [, height, width, channels] = shape
  const length = height * width
  return { length, width: channels / heads, blocks: Math.ceil(length / ATTENTION_ROWS) }
}

/** Panels of 16 columns of a matrix, in bytes. */
const panelBytes = (depth: number, columns: number) => panelsOf(columns) * depth * PANEL_BYTES

/** Where parts of so many bytes lie one after another, and how much they take. */
function placed<Name extends string>(parts: Readonly<Record<Name, number>>) {
  let scratchBytes = 0
  const offsets: Record<Name, number> = { ...parts }
  for (const name of Object.keys(parts) as Name[]) {
    offsets[name] = scratchBytes
    scratchBytes += parts[name]
  }
  return { offsets, scratchBytes }
}

/** What both directions keep in scratch memory. */
const commonParts = ({ length, width }: Head) => ({
  packed: ATTENTION_ROWS * PATCH_BYTES,
  fresh: TILE_BYTES,
  scores: panelBytes(ATTENTION_ROWS, length),
  sums: panelBytes(ATTENTION_ROWS, width),
})

type Place = 'packed' | 'fresh' | 'scores' | 'sums'

/** The fields that both commands begin with, but for places in scratch memory. */
function headFields(
  tensor: Attending,
  emitter: Emitter,
  operands: readonly Tensor[],
): Omit<HeadFields, Place> {
  const { length, width, blocks } = headOf(tensor)
  const [y, q, k, v] = [tensor as Tensor, ...operands].map((each) => emitter.operand(each))
  return {
    ...{ samples: tensor.shape[0], length, heads: tensor.attributes.heads, width },
    blockRows: Math.ceil(length / blocks),
    scale: 1 / Math.sqrt(width),
    ...{ q: q.address, qPitch: q.pitch, k: k.address, kPitch: k.pitch },
    ...{ v: v.address, vPitch: v.pitch, y: y.address, yPitch: y.pitch },
  }
}

export const attention: Lowering<'attention'> = {
  emit(tensor, emitter) {
    const head = headOf(tensor)
    const fields = headFields(tensor, emitter, tensor.inputs)
    const allBlocks = fields.samples * fields.heads * head.blocks
    const share = Math.ceil(allBlocks / (UNITS_PER_THREAD * emitter.threads))
    const { offsets, scratchBytes } = placed({
      ...commonParts(head),
      keys: panelBytes(head.width, head.length),
      values: panelBytes(head.length, head.width),
    })
    const blocksPerUnit = Math.min(head.blocks, share)
    emitter.command('attention', { ...fields, blocksPerUnit, ...offsets }, { scratchBytes })
  },
}

export const attentionGradient: Lowering<'attentionGradient'> = {
  emit(tensor, emitter) {
    const head = headOf(tensor)
    const [dy, ...operands] = tensor.inputs
    const turned = panelBytes(head.width, head.length)
    const overRows = Math.ceil(head.length / DEPTH) * panelBytes(PLANE_ROWS, head.width)
    const { offsets, scratchBytes } = placed({
      ...commonParts(head),
      turnedKeys: turned,
      turnedValues: turned,
      keys: panelBytes(head.length, head.width),
      slopes: panelBytes(ATTENTION_ROWS, head.length),
      panel: ATTENTION_ROWS * PANEL_BYTES,
      keySums: overRows,
      valueSums: overRows,
    })
    const { address, pitch } = emitter.operand(dy)
    const fields = headFields(tensor, emitter, operands)
    emitter.command(
      'attentionGradient',
      { ...fields, dy: address, dyPitch: pitch, ...offsets },
      { scratchBytes },
    )
  },
}
