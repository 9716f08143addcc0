/** The training objective, traced: how well the network finds its target in noised images. */

import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import {
  embedding,
  linearCombination,
  meanSquaredError,
  meanSquaredErrors,
} from '../engine/trace.ts'
import type { Conditions, Denoiser } from './denoiser.ts'
import type { Schedule } from './schedules.ts'
import type { Target } from './targets.ts'

export interface NoisedBatch {
  /** (B, H, W, C) in [-1, 1] */
  readonly x0: Tensor
  /** (B) in 0 .. T - 1 */
  readonly t: Tensor
  /** (B, H, W, C), standard normal */
  readonly noise: Tensor
  readonly conditions?: Conditions
}

/** What is learnt: the network, its target, and how images are noised. */
export interface Objective {
  readonly model: Denoiser
  readonly schedule: Schedule
  /** Default `eps`. */
  readonly target?: Target
}

/** (T, 3): how much image and how much noise x_t holds, and the image's part of v. */
function mixingTable(graph: Graph, schedule: Schedule): Tensor {
  const { timesteps, sqrtAlphaBars, sqrtOneMinusAlphaBars } = schedule
  const table = new Float32Array(3 * timesteps)
  for (let t = 0; t < timesteps; t++) {
    const [alpha, sigma] = [sqrtAlphaBars[t], sqrtOneMinusAlphaBars[t]]
    table.set([alpha, sigma, -sigma], 3 * t)
  }
  return graph.constant(table, [timesteps, 3])
}

/** What the network predicts of a noised batch, and what it should predict. */
function trace(graph: Graph, { model, schedule, target = 'eps' }: Objective, batch: NoisedBatch) {
  const { x0, t, noise, conditions } = batch
  const rows = embedding(mixingTable(graph, schedule), t)
  const wanted = {
    eps: () => noise,
    x0: () => x0,
    v: () => linearCombination(rows, [noise, x0], [0, 2]),
  }
  const predicted = model.predict(graph, linearCombination(rows, [x0, noise]), t, conditions)
  return [predicted, wanted[target]()] as const
}

/**
 * Mean of (prediction - target)^2 over a noised batch: L_simple (Ho et al. 2020, eq. 14) and its
 * likes for x0 and v.
 */
export function denoisingLoss(graph: Graph, objective: Objective, batch: NoisedBatch): Tensor {
  return meanSquaredError(...trace(graph, objective, batch))
}

/** The same for each example by itself: (B). */
export function denoisingLosses(graph: Graph, objective: Objective, batch: NoisedBatch): Tensor {
  return meanSquaredErrors(...trace(graph, objective, batch))
}

/**
 * Weights of the loss by timestep that clamp the signal-to-noise ratio to gamma (Hang et al. 2023,
 * section 3.4): min(SNR, gamma) for x0, over SNR for eps, over SNR + 1 for v; SNR =
 * alpha_bar / (1 - alpha_bar).
 * @param gamma above 0; the paper takes 5
 * @returns one number per timestep
 */
export function minSnrWeights(
  { alphaBars }: Pick<Schedule, 'alphaBars'>,
  target: Target,
  gamma: number,
): Float64Array {
  return alphaBars.map((alphaBar) => {
    const snr = alphaBar / (1 - alphaBar)
    // min(SNR, gamma) / SNR, written so that an SNR of 0 gives its limit
    if (target === 'eps') return Math.min(1, gamma / snr)
    return Math.min(snr, gamma) / (target === 'v' ? snr + 1 : 1)
  })
}
