/** One denoising step as a program: the network once or twice, and the sums of a plan. */

import type { Shape } from '../base/shape.ts'
import { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { buildProgram, type Program } from '../engine/program.ts'
import { streams } from '../engine/random.ts'
import {
  assign,
  clamp,
  dynamicThreshold,
  linearCombination,
  randomNormal,
} from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'
import { type Conditioning, predictGuided } from './guidance.ts'
import { putBack } from './known-pixels.ts'
import { addsNoise, type DenoisingPlan, historySize, type Sum, type Term } from './samplers/plan.ts'

/** What a denoising program is traced for. */
export interface ProgramOptions {
  /** Whether the noise comes from an input instead of from the seed. Default false. */
  readonly injected?: boolean
  /** Default: none. */
  readonly conditioning?: Conditioning
}

/** Of brightness: what dynamic thresholding takes for the brightest pixels. */
const PERCENTILE = 0.995

function noiseOf(graph: Graph, shape: Shape, stream: number): Tensor {
  return randomNormal(
    graph.input('origin', [3], 'i32'),
    graph.input('samples', [shape[0]], 'i32'),
    stream,
    shape.slice(1),
  )
}

const clippers = {
  none: (x0: Tensor) => x0,
  range: (x0: Tensor) => clamp(x0, -1, 1),
  dynamic: (x0: Tensor) => dynamicThreshold(x0, PERCENTILE),
} as const

/** The name of a history's state. */
export const historyName = (k: number) => `history${k}` as const

/**
 * One denoising step of `shape` (B, H, W, C). States: `parameters`, `x`, `history0`, ...; inputs: `t`,
 * `row`, and as far as they are used `noise` or `origin` and `samples`, `labels`, and of pixels that
 * are known `original`, `known` and `generated`.
 */
export function denoisingProgram(
  model: Denoiser,
  shape: Shape,
  plan: DenoisingPlan,
  { injected = false, conditioning = 'none' }: ProgramOptions = {},
): Program {
  const graph = new Graph()
  const tensors: Partial<Record<Term, Tensor>> = {}
  tensors.x = graph.state('x', shape)
  const t = graph.input('t', [1], 'i32')
  const row = graph.input('row', [1, plan.steps[0].row.length])
  const sum = ({ terms, columns }: Sum) =>
    linearCombination(
      row,
      terms.map((term) => tensors[term]!),
      columns,
    )
  for (let k = 0; k < historySize(plan); k++) {
    tensors[historyName(k)] = graph.state(historyName(k), shape)
  }
  if (addsNoise(plan)) {
    tensors.noise = injected
      ? graph.input('noise', shape)
      : noiseOf(graph, shape, streams.samplingNoise)
  }
  tensors.output = predictGuided(graph, model, tensors.x, t, conditioning)
  if (plan.x0) tensors.x0 = clippers[plan.clip](sum(plan.x0))
  // everything is summed before anything is overwritten
  const next = plan.next.map(sum)
  if (plan.known) {
    tensors.original = graph.input('original', shape)
    tensors.merged = putBack(graph, next[0], sum(plan.known))
    if (plan.back) tensors.noiseBack = noiseOf(graph, shape, streams.resampling)
    next[0] = plan.back ? sum(plan.back) : tensors.merged
  }
  next.forEach((value, k) => {
    assign(tensors[k ? historyName(k - 1) : 'x']!, value)
  })
  return buildProgram('denoising step', graph, {})
}
