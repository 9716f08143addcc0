/**
 * GroupNorm and its gradient as commands. The sums over a sample and what is made with them are two
 * ops and, where one runs right after the other, one command: the sample is still in the cache.
 */

import type { Tensor, TensorOf } from '../../../engine/ops.ts'
import type { Emitter, Lowering } from './lowering.ts'

/** Bytes of a unit's operands: half of a usual L2 cache. */
const UNIT_BYTES = 2 ** 19
/** Channels in a cache line: no two units write to one. */
const LINE = 16
/** Units a thread should have, lest it waits for the others. */
const UNITS_PER_THREAD = 4
/** Rows of 4 bytes a channel: coefficients and sums; see the kernels. */
const SCRATCH_ROWS = { groupNorm: 4, groupNormGradient: 10 }

function leastCommonMultiple(a: number, b: number): number {
  let multiple = a
  while (multiple % b) multiple += a
  return multiple
}

/** Channels of a unit: whole groups in whole cache lines. No result depends on it. */
function channelsPerUnit(x: Tensor, groups: number, operands: number, threads: number): number {
  const [samples, height, width, channels] = x.shape
  const least = leastCommonMultiple(channels / groups, LINE)
  const cached = UNIT_BYTES / (height * width * operands * 4)
  const shared = (channels * samples) / (threads * UNITS_PER_THREAD)
  const steps = Math.floor(Math.min(cached, shared) / least)
  return Math.min(channels, least * Math.max(1, steps))
}

/** What normalises: addresses of 0 where a command needs no such thing. */
interface Normaliser {
  readonly x: Tensor
  readonly stats: Tensor
  readonly scale?: Tensor
  readonly shift?: Tensor
  readonly groups: number
  readonly silu: boolean
}

function fieldsOf(of: Normaliser, operands: number, emitter: Emitter) {
  const [x, stats] = [emitter.operand(of.x), emitter.operand(of.stats)]
  const vector = (tensor?: Tensor) => (tensor ? emitter.operand(tensor).address : 0)
  const [samples, height, width, channels] = of.x.shape
  return {
    samples,
    pixels: height * width,
    columns: channels,
    groupSize: channels / of.groups,
    perUnit: channelsPerUnit(of.x, of.groups, operands, emitter.threads),
    x: x.address,
    xPitch: x.pitch,
    stats: stats.address,
    statsPitch: stats.pitch,
    scale: vector(of.scale),
    shift: vector(of.shift),
    silu: Number(of.silu),
  }
}

/** The op whose command computes these sums, too: it reads them and is the next to run. */
function heirOf(sums: Tensor, op: Tensor['op'], emitter: Emitter): Tensor | undefined {
  const next = emitter.next(sums)
  const isHeir =
    next?.op === op &&
    next.inputs.includes(sums) &&
    sums.inputs.every((input) => next.inputs.includes(input))
  return isHeir ? next : undefined
}

type Stats = TensorOf<'groupStats'>

const nowhere = { address: 0, pitch: 0 }

function emitNorm(
  emitter: Emitter,
  of: Normaliser,
  { measures, y }: { readonly measures?: Stats; readonly y?: Tensor },
): void {
  const fields = fieldsOf(of, 2, emitter)
  const target = y ? emitter.operand(y) : nowhere
  emitter.command(
    'groupNorm',
    {
      ...fields,
      measured: Number(measures !== undefined),
      epsilon: measures?.attributes.epsilon ?? 0,
      y: target.address,
      yPitch: target.pitch,
    },
    { scratchBytes: fields.perUnit * 4 * SCRATCH_ROWS.groupNorm },
  )
}

export const groupStats: Lowering<'groupStats'> = {
  emit(tensor, emitter) {
    const stats = tensor as Tensor
    if (heirOf(stats, 'groupNorm', emitter)) return
    const [x] = tensor.inputs
    const { groups } = tensor.attributes
    emitNorm(emitter, { x, stats, groups, silu: false }, { measures: tensor })
  },
}

export const groupNorm: Lowering<'groupNorm'> = {
  emit(tensor, emitter) {
    const [x, stats, scale, shift] = tensor.inputs
    const own = stats.op === 'groupStats' && heirOf(stats, 'groupNorm', emitter) === tensor
    const measures = own ? stats : undefined
    const of = { x, stats, scale, shift, ...tensor.attributes }
    emitNorm(emitter, of, { measures, y: tensor as Tensor })
  },
}

function emitGradient(
  emitter: Emitter,
  tensor: TensorOf<'groupNormSums'> | TensorOf<'groupNormGradient'>,
  { sums, summed, y }: { readonly sums: Tensor; readonly summed: boolean; readonly y?: Tensor },
): void {
  const [dyTensor, x, stats, scale, shift] = tensor.inputs
  const fields = fieldsOf({ x, stats, scale, shift, ...tensor.attributes }, 3, emitter)
  const [dy, channelSums] = [emitter.operand(dyTensor), emitter.operand(sums)]
  const target = y ? emitter.operand(y) : nowhere
  emitter.command(
    'groupNormGradient',
    {
      ...fields,
      dy: dy.address,
      dyPitch: dy.pitch,
      summed: Number(summed),
      sums: channelSums.address,
      sumsPitch: channelSums.pitch,
      y: target.address,
      yPitch: target.pitch,
    },
    { scratchBytes: fields.perUnit * 4 * SCRATCH_ROWS.groupNormGradient },
  )
}

export const groupNormSums: Lowering<'groupNormSums'> = {
  emit(tensor, emitter) {
    const sums = tensor as Tensor
    if (heirOf(sums, 'groupNormGradient', emitter)) return
    emitGradient(emitter, tensor, { sums, summed: true })
  },
}

export const groupNormGradient: Lowering<'groupNormGradient'> = {
  emit(tensor, emitter) {
    const sums = tensor.inputs[5]
    const own = sums.op === 'groupNormSums' && heirOf(sums, 'groupNormGradient', emitter) === tensor
    emitGradient(emitter, tensor, { sums, summed: own, y: tensor as Tensor })
  },
}
