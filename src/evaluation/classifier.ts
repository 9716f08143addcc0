/**
 * The network that reads images for the evaluation: a few convolutions from the image to one
 * row of features, and from there to the classes. No training here, and no numbers.
 */

import type { Graph } from '../engine/graph.ts'
import { named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { relu } from '../engine/trace.ts'
import { conv, type Layer } from '../nn/layers.ts'
import { type ImageShape, weightsIn } from '../nn/network.ts'
import {
  countParameters,
  type Parameter,
  type PlacedParameter,
  placeParameters,
} from '../nn/parameters.ts'

/** Numbers by which the classifier describes an image, before it decides. */
export const FEATURES = 128

/** A network that reads images as classes. */
export interface Classifier {
  /** (height, width, channels) */
  readonly imageShape: ImageShape
  readonly classes: number
  readonly parameters: readonly PlacedParameter[]
  readonly parameterCount: number
  /**
   * Traces what it makes of images (B, H, W, C) in [-1, 1].
   * @returns features (B, 1, 1, FEATURES), at least 0, and logits (B, 1, 1, classes)
   */
  read(graph: Graph, x: Tensor): { features: Tensor; logits: Tensor }
}

const FIRST_WIDTH = 16
const same = { kernel: 3, padding: 1 }
const halve = { kernel: 3, stride: 2, padding: 1 }

/** Convolutions that halve an image until a single pixel is left. */
function halvings(size: number): Layer[] {
  const count = Math.max(1, Math.ceil(Math.log2(size)))
  const width = (i: number) => (i === count ? FEATURES : Math.min(FIRST_WIDTH * 2 ** i, FEATURES))
  return Array.from({ length: count }, (_, i) =>
    conv(`conv${i + 1}`, width(i), width(i + 1), halve),
  )
}

/** Uniform bounds for layers before a ReLU (He et al. 2015), and biases of 0. */
function heInitialised(parameter: Parameter): Parameter {
  const { initial } = parameter
  if (initial.kind !== 'uniform') return parameter
  const isWeight = parameter.shape.length > 1
  const bound = isWeight ? initial.bound * Math.sqrt(6) : 0
  return { ...parameter, initial: { kind: 'uniform', bound } }
}

/** A classifier of images of one size. */
export function classifierOf(imageShape: ImageShape, classes: number): Classifier {
  const [height, width, channels] = imageShape
  const layers = [conv('conv0', channels, FIRST_WIDTH, same), ...halvings(Math.max(height, width))]
  const out = conv('out', FEATURES, classes, { kernel: 1 })
  const all = [...layers, out].flatMap((layer) => layer.parameters)
  const parameters = placeParameters(all.map(heInitialised))
  return {
    imageShape,
    classes,
    parameters,
    parameterCount: countParameters(parameters),
    read(graph, x) {
      const weights = weightsIn(graph, parameters)
      const features = layers.reduce((h, layer) => relu(layer.apply(weights, h)), x)
      return { features: named(features, 'features'), logits: out.apply(weights, features) }
    },
  }
}
