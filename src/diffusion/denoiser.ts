/** A network as diffusion sees it: a traced function with its parameters in one flat state. */

import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'

/** What a prediction may depend on besides the image and its noise level. */
export interface Conditions {
  /** Class numbers (B), i32; the number of classes itself stands for "any class". */
  readonly labels?: Tensor
  /**
   * Given while training a network that takes them: how each image was changed, (B, n). Without
   * them it predicts images as they are.
   */
  readonly augmentation?: Tensor
  /** Given while training: where dropout draws its masks from, origin (3) and samples (B). */
  readonly dropout?: { readonly origin: Tensor; readonly samples: Tensor }
}

/** What a sampler needs of a network. */
export interface Denoiser {
  /** (height, width, channels) */
  readonly imageShape: readonly [number, number, number]
  readonly parameterCount: number
  /** How many classes it knows; 0 for an unconditional one, which takes no labels. */
  readonly classes: number
  /**
   * Whether a network of classes also predicts without one, for the label `classes`. Default true;
   * without it every image needs a label, and there is no guidance.
   */
  readonly anyClass?: boolean
  /**
   * What it was trained to find (noise, image or velocity) in x (B, H, W, C) at timesteps t (B)
   * or (1); reads state `parameters`.
   */
  predict(graph: Graph, x: Tensor, t: Tensor, conditions?: Conditions): Tensor
}

/** Whether a network predicts without a class, too. */
export const predictsAny = ({ classes, anyClass = true }: Pick<Denoiser, 'classes' | 'anyClass'>) =>
  classes > 0 && anyClass
