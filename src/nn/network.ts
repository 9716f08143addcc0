/** What every network is to the rest: its name and options, its parameters, and its formula. */

import type { ImageSize } from '../base/image-size.ts'
import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import type { Layer, Weights } from './layers.ts'
import {
  countParameters,
  type PlacedParameter,
  parametersOf,
  parameterTensor,
  placeParameters,
} from './parameters.ts'

/** (height, width, channels) of the images a network takes and gives. */
export type ImageShape = readonly [number, number, number]

/** Numbers that say how an image was changed: see `augmentation` of `Conditions`. */
export const AUGMENT_LABELS = 8

/** What a prediction may depend on besides the image and its timestep. */
export interface Conditions {
  /** Class numbers (B), i32; the number of classes itself stands for "any class". */
  readonly labels?: Tensor
  /**
   * Given while training a network that takes them: how each image was changed, (B, AUGMENT_LABELS). Without
   * them it predicts images as they are.
   */
  readonly augmentation?: Tensor
  /** Given while training: where dropout draws its masks from, origin (3) and samples (B). */
  readonly dropout?: { readonly origin: Tensor; readonly samples: Tensor }
}

/** An architecture's options, as files hold them. */
export type ArchitectureOptions = Readonly<
  Record<string, boolean | number | string | readonly number[] | ImageSize>
>

/** A network: its parameters, and its prediction as a traced formula. */
export interface Network {
  /** `simple-unet` */
  readonly architecture: string
  /** Everything needed to build it again; goes into checkpoints. */
  readonly options: ArchitectureOptions
  readonly imageShape: ImageShape
  /** In PyTorch's order. */
  readonly parameters: readonly PlacedParameter[]
  readonly parameterCount: number
  /** How many classes it knows; 0 for an unconditional one, which takes no labels. */
  readonly classes: number
  /** Whether a network of classes also predicts without one, for the label `classes`. Default true. */
  readonly anyClass?: boolean
  /** Whether training says how images were changed, (B, AUGMENT_LABELS). Default false. */
  readonly augmentCondition?: boolean
  /**
   * Traces the prediction of what it is trained to find in x.
   * @param x (B, H, W, C)
   * @param t timesteps (B), or (1) for all alike
   * @returns (B, H, W, C)
   */
  predict(graph: Graph, x: Tensor, t: Tensor, conditions?: Conditions): Tensor
}

/** Traces the prediction for (B, H, W, C) and timesteps (B). */
export type Formula = (weights: Weights, x: Tensor, t: Tensor, conditions: Conditions) => Tensor

/** Parameters by name, as tensors of a graph that holds them as one flat state. */
export function weightsIn(graph: Graph, parameters: readonly PlacedParameter[]): Weights {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]))
  return (name) => {
    const parameter = byName.get(name)
    if (!parameter) throw new TypeError(`no parameter ${name}`)
    return parameterTensor(graph, parameters, parameter)
  }
}

/** A network from its layers and its formula. */
export function defineNetwork(
  description: Omit<Network, 'parameters' | 'parameterCount' | 'predict'>,
  layers: readonly Pick<Layer, 'parameters'>[],
  formula: Formula,
): Network {
  const parameters = placeParameters(parametersOf(layers))
  return {
    ...description,
    parameters,
    parameterCount: countParameters(parameters),
    predict: (graph, x, t, conditions = {}) =>
      formula(weightsIn(graph, parameters), x, t, conditions),
  }
}
