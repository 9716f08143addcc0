/** A network as diffusion sees it: a traced function with its parameters in one flat state. */

import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'

export interface Denoiser {
  /** (height, width, channels) */
  readonly imageShape: readonly [number, number, number]
  readonly parameterCount: number
  /** Noise predicted in x (B, H, W, C) at timesteps t (B) or (1); reads state `parameters`. */
  predict(graph: Graph, x: Tensor, t: Tensor): Tensor
}
