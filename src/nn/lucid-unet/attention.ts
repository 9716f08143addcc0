/**
 * Attention with learned keys and values beside those of the pixels: full, or linear in the pixels. Both end
 * with what they were given, added.
 */

import type { Tensor } from '../../engine/ops.ts'
import {
  add,
  attention,
  conv2d,
  dropRows,
  linearAttention,
  prependRows,
  slice,
} from '../../engine/trace.ts'
import { conv, type Weights } from '../layers.ts'
import { type Parameter, parametersOf } from '../parameters.ts'
import type { LucidUnetConfig } from './options.ts'
import { graphOf, norm, type Part } from './parts.ts'

/** Queries, keys and values by one convolution without a bias. */
function projection(name: string, channels: number, hidden: number): Parameter {
  const initial = { kind: 'uniform', bound: 1 / Math.sqrt(channels) } as const
  return { name, shape: [3 * hidden, channels, 1, 1], layout: 'filter', initial }
}

/** A part of the projection or of the memory: 0 the queries, 1 the keys, 2 the values. */
const partOf = (x: Tensor, part: number, hidden: number) => slice(x, part * hidden, hidden)

/**
 * The pixels' queries, keys and values, each after as many rows of memory; the queries of memory are zeros,
 * and what they find is dropped.
 */
function withMemory(x: Tensor, filters: Tensor, memory: Tensor, hidden: number) {
  const [rows] = memory.shape
  const zeros = graphOf(x).constant(new Float32Array(rows * hidden), [rows, hidden])
  const before = [zeros, partOf(memory, 0, hidden), partOf(memory, 1, hidden)]
  return before.map((each, part) => prependRows(conv2d(x, partOf(filters, part, hidden)), each))
}

type Attending = (q: Tensor, k: Tensor, v: Tensor, attributes: { heads: number }) => Tensor

interface Kind {
  readonly attend: Attending
  /** How the memory lies in PyTorch: (2, heads, rows, channels), or with the rows last. */
  readonly memory: (config: LucidUnetConfig) => Pick<Parameter, 'shape' | 'layout'>
  /** What follows, by its name within the attention. */
  readonly out: (name: string, hidden: number, channels: number) => readonly OutLayer[]
}

type OutLayer = {
  readonly parameters: readonly Parameter[]
  apply(weights: Weights, x: Tensor): Tensor
}

const kinds: Readonly<Record<'full' | 'linear', Kind>> = {
  full: {
    attend: attention,
    memory: ({ heads, memory, headChannels }) => {
      return { shape: [2, heads, memory, headChannels], layout: 'memory' }
    },
    out: (name, hidden, channels) => [conv(`${name}.to_out`, hidden, channels, { kernel: 1 })],
  },
  linear: {
    attend: linearAttention,
    memory: ({ heads, memory, headChannels }) => {
      return { shape: [2, heads, headChannels, memory], layout: 'turned memory' }
    },
    out: (name, hidden, channels) => [
      conv(`${name}.to_out.0`, hidden, channels, { kernel: 1 }),
      norm(`${name}.to_out.1`, channels),
    ],
  },
}

/** (B, H, W, channels) -> the same */
export function attending(
  name: string,
  channels: number,
  kind: 'full' | 'linear',
  config: LucidUnetConfig,
): Part {
  const { attend, memory, out } = kinds[kind]
  const { heads, headChannels } = config
  const hidden = heads * headChannels
  const [memories, filters] = [`${name}.mem_kv`, `${name}.to_qkv.weight`]
  const before = norm(`${name}.norm`, channels)
  const after = out(name, hidden, channels)
  return {
    parameters: [
      { name: memories, ...memory(config), initial: { kind: 'normal' } },
      ...before.parameters,
      projection(filters, channels, hidden),
      ...parametersOf(after),
    ],
    apply({ weights }, x) {
      const [q, k, v] = withMemory(
        before.apply(weights, x),
        weights(filters),
        weights(memories),
        hidden,
      )
      const size = [x.shape[1], x.shape[2]] as const
      const found = dropRows(attend(q, k, v, { heads }), { rows: config.memory, size })
      return add(
        x,
        after.reduce((h, layer) => layer.apply(weights, h), found),
      )
    },
  }
}
