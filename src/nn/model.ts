/** What every network is to the rest: its name and options, its parameters, and its formula. */

import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import type { Layer, Weights } from './layers.ts'
import {
  countParameters,
  type PlacedParameter,
  parameterTensor,
  placeParameters,
} from './parameters.ts'

/** (height, width, channels) of the images a network takes and gives. */
export type ImageShape = readonly [number, number, number]

export interface Model {
  /** `simple-unet` */
  readonly architecture: string
  /** Everything needed to build it again; goes into checkpoints. */
  readonly options: Readonly<Record<string, number | readonly number[]>>
  readonly imageShape: ImageShape
  /** In PyTorch's order. */
  readonly parameters: readonly PlacedParameter[]
  readonly parameterCount: number
  /**
   * Traces the prediction of the noise in x.
   * @param x (B, H, W, C)
   * @param t timesteps (B), or (1) for all alike
   * @returns (B, H, W, C)
   */
  predict(graph: Graph, x: Tensor, t: Tensor): Tensor
}

/** A model from its layers and its formula. */
export function defineModel(
  description: Pick<Model, 'architecture' | 'options' | 'imageShape'>,
  layers: readonly Layer[],
  formula: (weights: Weights, x: Tensor, t: Tensor) => Tensor,
): Model {
  const parameters = placeParameters(layers.flatMap((layer) => layer.parameters))
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]))
  const weightsIn = (graph: Graph) => (name: string) => {
    const parameter = byName.get(name)
    if (!parameter) throw new TypeError(`no parameter ${name}`)
    return parameterTensor(graph, parameters, parameter)
  }
  return {
    ...description,
    parameters,
    parameterCount: countParameters(parameters),
    predict: (graph, x, t) => formula(weightsIn(graph), x, t),
  }
}
