/** Element-wise ops as commands. */

import { sizeOf } from '../../../base/shape.ts'
import type { Tensor } from '../../../engine/ops.ts'
import { elementwiseKinds, sizes } from '../layout.ts'
import type { Emitter, Lowering, Operand } from './lowering.ts'
import { ALL_SPANS, commonSpans, type Spans, spanPitch, spansOf } from './spans.ts'

type Kind = (typeof elementwiseKinds)[number]

interface Elementwise {
  readonly kind: Kind
  readonly spans: Spans
  readonly y: Operand
  readonly a: Operand
  /** Address, and pitch from one share of its spans to the next. */
  readonly b?: readonly [address: number, pitch: number, divisor: number]
  /** Address, pitch and divisor as of b, and a known number that it is multiplied by. */
  readonly factor?: readonly [address: number, pitch: number, divisor: number, scale: number]
}

function emitElementwise(emitter: Emitter, { kind, spans, y, a, b, factor }: Elementwise): void {
  const [bAddress, bPitch, divisor] = b ?? [0, 0, 1]
  const [factorAddress, factorPitch, factorDivisor, scale] = factor ?? [0, 0, 1, 0]
  emitter.command('elementwise', {
    ...spans,
    kind: elementwiseKinds.indexOf(kind),
    y: y.address,
    yPitch: spanPitch(y, spans),
    a: a.address,
    aPitch: spanPitch(a, spans),
    b: bAddress,
    bPitch,
    divisor,
    factor: factorAddress,
    factorPitch,
    factorDivisor,
    scale,
  })
}

/** Two operands of one shape. */
function emitPair(
  emitter: Emitter,
  kind: Kind,
  tensors: readonly [y: Tensor, a: Tensor, b: Tensor],
): void {
  const [y, a, b] = tensors.map((tensor) => emitter.operand(tensor))
  const spans = commonSpans([y, a, b])
  emitElementwise(emitter, { kind, spans, y, a, b: [b.address, spanPitch(b, spans), 1] })
}

/** Copies numbers of one shape from one place to another. */
export function emitCopy(emitter: Emitter, to: Operand, from: Operand): void {
  const spans = commonSpans([to, from])
  emitElementwise(emitter, { kind: 'copy', spans, y: to, a: from })
}

export const add: Lowering<'add'> = {
  emit(tensor, emitter) {
    const [a, b] = tensor.inputs
    emitPair(emitter, 'add', [tensor as Tensor, a, b])
  },
}

export const addBias: Lowering<'addBias'> = {
  emit(tensor, emitter) {
    const [a, bias] = tensor.inputs.map((input) => emitter.operand(input))
    const y = emitter.operand(tensor as Tensor)
    const b = [bias.address, 0, ALL_SPANS] as const
    emitElementwise(emitter, { kind: 'add', spans: spansOf(y, y.columns), y, a, b })
  },
}

/** Images, and a row for each or one for all. */
function emitRows(emitter: Emitter, kind: Kind, tensor: Tensor): void {
  const [a, rows] = tensor.inputs.map((input) => emitter.operand(input))
  const y = emitter.operand(tensor)
  const perRow = rows.rows === 1 ? ALL_SPANS : y.rows / rows.rows
  const b = [rows.address, rows.pitch, perRow] as const
  emitElementwise(emitter, { kind, spans: spansOf(y, y.columns), y, a, b })
}

export const addRows: Lowering<'addRows'> = {
  emit: (tensor, emitter) => emitRows(emitter, 'add', tensor as Tensor),
}

export const multiply: Lowering<'multiply'> = {
  emit(tensor, emitter) {
    const [a, b] = tensor.inputs
    emitPair(emitter, 'multiply', [tensor as Tensor, a, b])
  },
}

export const multiplyRows: Lowering<'multiplyRows'> = {
  emit: (tensor, emitter) => emitRows(emitter, 'multiply', tensor as Tensor),
}

/** One operand of the result's shape. */
function emitOne(emitter: Emitter, kind: Kind, tensor: Tensor): void {
  const [y, a] = [tensor, tensor.inputs[0]].map((t) => emitter.operand(t))
  emitElementwise(emitter, { kind, spans: commonSpans([y, a]), y, a })
}

export const relu: Lowering<'relu'> = {
  emit: (tensor, emitter) => emitOne(emitter, 'relu', tensor as Tensor),
}

export const reluGradient: Lowering<'reluGradient'> = {
  emit(tensor, emitter) {
    const [dy, y] = tensor.inputs
    emitPair(emitter, 'mask', [tensor as Tensor, dy, y])
  },
}

type Activation = 'silu' | 'mish' | 'gelu'

const activation = <K extends Activation>(kind: K): Lowering<K> => ({
  emit: (tensor, emitter) => emitOne(emitter, kind, tensor as Tensor),
})

const activationGradient = <K extends `${Activation}Gradient`>(kind: K): Lowering<K> => ({
  emit(tensor, emitter) {
    const [dy, x] = tensor.inputs
    emitPair(emitter, kind, [tensor as Tensor, dy, x])
  },
})

export const silu = activation('silu')
export const siluGradient = activationGradient('siluGradient')
export const mish = activation('mish')
export const mishGradient = activationGradient('mishGradient')
export const gelu = activation('gelu')
export const geluGradient = activationGradient('geluGradient')

export const meanSquaredErrorGradient: Lowering<'meanSquaredErrorGradient'> = {
  emit(tensor, emitter) {
    const [a, b, d] = tensor.inputs.map((input) => emitter.operand(input))
    const y = emitter.operand(tensor as Tensor)
    const share = sizeOf(tensor.shape) / d.columns
    const alike = d.columns === 1
    const spans = commonSpans([y, a, b], alike ? sizes.SPAN : share)
    const turn = alike ? ([0, ALL_SPANS] as const) : ([4, share / spans.length] as const)
    emitElementwise(emitter, {
      ...{ kind: 'scaledDifference', spans, y, a },
      b: [b.address, spanPitch(b, spans), 1],
      factor: [d.address, ...turn, 2 / share],
    })
  },
}

export const scale: Lowering<'scale'> = {
  emit(tensor, emitter) {
    const [a, scalar] = tensor.inputs.map((input) => emitter.operand(input))
    const y = emitter.operand(tensor as Tensor)
    const factor = [scalar.address, 0, ALL_SPANS, tensor.attributes.factor] as const
    emitElementwise(emitter, { kind: 'scaled', spans: commonSpans([y, a]), y, a, factor })
  },
}

export const clamp: Lowering<'clamp'> = {
  emit(tensor, emitter) {
    const [y, a] = [tensor as Tensor, tensor.inputs[0]].map((t) => emitter.operand(t))
    const spans = commonSpans([y, a])
    const [yPitch, aPitch] = [y, a].map((operand) => spanPitch(operand, spans))
    const addresses = { y: y.address, yPitch, a: a.address, aPitch }
    emitter.command('clamp', { ...spans, ...addresses, ...tensor.attributes })
  },
}

export const dynamicThreshold: Lowering<'dynamicThreshold'> = {
  emit(tensor, emitter) {
    const [y, x] = [tensor as Tensor, tensor.inputs[0]].map((t) => emitter.operand(t))
    const [count, ...rest] = tensor.shape
    const place = tensor.attributes.percentile * (sizeOf(rest) - 1)
    // One number per sample has no channels: each is a row.
    const single = rest.length === 0
    emitter.command(
      'dynamicThreshold',
      {
        y: y.address,
        yPitch: single ? 4 : y.pitch,
        x: x.address,
        xPitch: single ? 4 : x.pitch,
        columns: single ? 1 : y.columns,
        rows: single ? 1 : y.rows / count,
        count,
        rank: Math.floor(place),
        part: place - Math.floor(place),
      },
      { scratchBytes: sizes.RANK_COUNTS_BYTES },
    )
  },
}

export const linearCombination: Lowering<'linearCombination'> = {
  emit(tensor, emitter) {
    const [coefficients, ...terms] = tensor.inputs.map((input) => emitter.operand(input))
    const y = emitter.operand(tensor as Tensor)
    const perSample = sizeOf(tensor.shape) / tensor.shape[0]
    const alike = coefficients.rows === 1
    const spans = commonSpans([y, ...terms], alike ? sizes.SPAN : perSample)
    const list = terms.flatMap((term, k) => [
      term.address,
      spanPitch(term, spans),
      coefficients.address + tensor.attributes.columns[k] * 4,
    ])
    emitter.command(
      'linearCombination',
      {
        ...spans,
        y: y.address,
        yPitch: spanPitch(y, spans),
        terms: terms.length,
        coefficientPitch: coefficients.pitch,
        divisor: alike ? ALL_SPANS : perSample / spans.length,
      },
      { list },
    )
  },
}
