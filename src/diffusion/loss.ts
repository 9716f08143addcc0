/** The training objective, traced: how well the network finds the noise that was added. */

import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { gatherRows, meanSquaredError, mix } from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'
import type { Schedule } from './schedules.ts'

export interface NoisedBatch {
  /** (B, H, W, C) in [-1, 1] */
  readonly x0: Tensor
  /** (B) in 0 .. T - 1 */
  readonly t: Tensor
  /** (B, H, W, C), standard normal */
  readonly noise: Tensor
}

/** (T, 2): how much picture and how much noise x_t holds. */
function mixingTable({ timesteps, sqrtAlphaBars, sqrtOneMinusAlphaBars }: Schedule): Float32Array {
  const table = new Float32Array(2 * timesteps)
  for (let t = 0; t < timesteps; t++) {
    table[2 * t] = sqrtAlphaBars[t]
    table[2 * t + 1] = sqrtOneMinusAlphaBars[t]
  }
  return table
}

/** Mean of (noise - prediction)^2 over a noised batch: L_simple (Ho et al. 2020, eq. 14). */
export function noiseLoss(
  graph: Graph,
  schedule: Schedule,
  denoiser: Denoiser,
  { x0, t, noise }: NoisedBatch,
): Tensor {
  const table = graph.constant(mixingTable(schedule), [schedule.timesteps, 2])
  const xT = mix(gatherRows(table, t), [x0, noise])
  return meanSquaredError(denoiser.predict(graph, xT, t), noise)
}
