/**
 * The training step as programs: noise, loss, gradients and Adam in one, or, where a batch is computed
 * in parts, gradients that add up and an update of their own.
 */

import { denoisingLoss, denoisingLosses, type NoisedBatch } from '../diffusion/loss.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { Target } from '../diffusion/targets.ts'
import type { OptimizerOptions } from '../engine/adam.ts'
import { gradientsOf } from '../engine/gradient.ts'
import { Graph, named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { buildProgram, type Program } from '../engine/program.ts'
import { streams } from '../engine/random.ts'
import * as trace from '../engine/trace.ts'
import { AUGMENT_LABELS, type Network } from '../nn/network.ts'
import { engineShape, parameterTensor } from '../nn/parameters.ts'
import type { Culprit } from './errors.ts'
import { alone, type Ranks } from './ranks.ts'
import { traceUpdate } from './update.ts'

export interface StepShape {
  readonly model: Network
  readonly schedule: Schedule
  /** Examples that the program takes at once. */
  readonly batchSize: number
  /** Default `eps`. */
  readonly target?: Target
  /** Losses count by the input `weights` (B), and `losses` (B) has each, unweighted. */
  readonly weighted?: boolean
  /** Strength of the noise that all pixels of a channel share. Default 0. */
  readonly offsetNoise?: number
  /** Parts in which this process computes its share of a batch. Default 1. */
  readonly gradAccumulation?: number
  /** Who else computes a share of the batch. Default: nobody. */
  readonly ranks?: Ranks
  /** Noise comes from the input `noise` instead of from the seed. */
  readonly injectedNoise?: boolean
  /** Default: PyTorch's Adam. */
  readonly optimizer?: OptimizerOptions
}

/**
 * Whether the program takes a part of the batch: the examples' places in it are then the input
 * `samples` (B), and the optimizer has a program of its own.
 */
export const isInParts = ({ gradAccumulation = 1, ranks = alone }: StepShape): boolean =>
  gradAccumulation * ranks.world > 1

export interface TracedStep {
  readonly loss: Tensor
  /** Each example's, where losses are weighted. */
  readonly losses: Tensor | undefined
  /** In the order of the model's parameters. */
  readonly gradients: readonly Tensor[]
}

/** Where an example's random numbers come from: its place in the batch, at this step. */
function randomSource(graph: Graph, shape: StepShape) {
  const { batchSize } = shape
  const places = Int32Array.from({ length: batchSize }, (_, i) => i)
  const samples = isInParts(shape)
    ? graph.input('samples', [batchSize], 'i32')
    : graph.constant(places, [batchSize])
  return { origin: graph.input('origin', [3], 'i32'), samples }
}

type RandomSource = ReturnType<typeof randomSource>

/** (B, H, W, C), standard normal, and a little of one number per channel. */
function trainingNoise(graph: Graph, shape: StepShape, { origin, samples }: RandomSource): Tensor {
  const { model, batchSize, offsetNoise = 0 } = shape
  if (shape.injectedNoise) return graph.input('noise', [batchSize, ...model.imageShape])
  const noise = trace.randomNormal(origin, samples, streams.trainingNoise, model.imageShape)
  if (offsetNoise === 0) return noise
  const channels = model.imageShape.slice(2)
  const offsets = trace.randomNormal(origin, samples, streams.offsetNoise, channels)
  const strength = graph.constant(Float32Array.of(offsetNoise), [1, 1])
  return trace.addRows(noise, trace.linearCombination(strength, [offsets]))
}

function noisedBatch(graph: Graph, shape: StepShape): NoisedBatch {
  const { model, batchSize } = shape
  const source = randomSource(graph, shape)
  const labels = model.classes > 0 ? graph.input('labels', [batchSize], 'i32') : undefined
  const augmentation = model.augmentCondition
    ? graph.input('augmentation', [batchSize, AUGMENT_LABELS])
    : undefined
  return {
    x0: graph.input('x0', [batchSize, ...model.imageShape]),
    t: graph.input('t', [batchSize], 'i32'),
    noise: trainingNoise(graph, shape, source),
    conditions: { labels, augmentation, dropout: source },
  }
}

function traceLoss(graph: Graph, shape: StepShape): Omit<TracedStep, 'gradients'> {
  const batch = noisedBatch(graph, shape)
  if (!shape.weighted) {
    return { loss: named(denoisingLoss(graph, shape, batch), 'loss'), losses: undefined }
  }
  const losses = named(denoisingLosses(graph, shape, batch), 'losses')
  const weights = graph.input('weights', [shape.batchSize])
  return { loss: named(trace.weightedMean(weights, losses), 'loss'), losses }
}

/**
 * Traces loss and gradients: inputs x0 (B, H, W, C), t (B), and origin or noise; labels (B) where
 * the model has classes, augmentation (B, AUGMENT_LABELS) where it takes how images were changed.
 */
export function traceStep(graph: Graph, shape: StepShape): TracedStep {
  const { model } = shape
  const { loss, losses } = traceLoss(graph, shape)
  const weights = model.parameters.map((parameter) =>
    parameterTensor(graph, model.parameters, parameter),
  )
  const one = graph.constant(Float32Array.of(1), [])
  const gradients = gradientsOf(loss, weights, one, graph.tensors)
  gradients.forEach((gradient, i) => {
    named(gradient, `gradient of ${model.parameters[i].name}`)
  })
  return { loss, losses, gradients }
}

const flat = ({ gradients }: TracedStep) => named(trace.pack([...gradients]), 'gradients')

/** The outputs that there are. */
const present = (outputs: Readonly<Record<string, Tensor | undefined>>) =>
  Object.fromEntries(
    Object.entries(outputs).filter((entry): entry is [string, Tensor] => entry[1] !== undefined),
  )

/**
 * States: parameters, m, v, and ema where the optimizer keeps one. Inputs: those of `traceStep`,
 * and those of `traceUpdate`. Outputs: loss, losses where they are weighted, gradientSquares, and
 * applied: 0 where loss or gradients were not finite and nothing was changed.
 */
export function trainingProgram(shape: StepShape): Program {
  const graph = new Graph()
  const step = traceStep(graph, shape)
  const { loss, losses } = step
  const update = traceUpdate(graph, shape, { ...step, flat: flat(step), guards: [loss] })
  return buildProgram('training step', graph, present({ loss, losses, ...update }))
}

/**
 * A part of a batch: gradients are scaled and added to the state `gradients`. Input share (1, 2):
 * what is kept of the sum (0 for the first part, else 1), and this part's share of the batch.
 * Outputs: loss, losses where they are weighted.
 */
export function gradientsProgram(shape: StepShape): Program {
  const graph = new Graph()
  const step = traceStep(graph, shape)
  const sum = graph.state('gradients', [shape.model.parameterCount])
  const part = flat(step)
  trace.assign(sum, trace.linearCombination(graph.input('share', [1, 2]), [sum, part]))
  const { loss, losses } = step
  return buildProgram('gradients', graph, present({ loss, losses }))
}

/** The optimizer's step by the state `gradients`; outputs gradientSquares and applied. */
export function updateProgram(shape: StepShape): Program {
  const graph = new Graph()
  const { parameters, parameterCount } = shape.model
  const flat = graph.state('gradients', [parameterCount])
  const gradients = parameters.map((parameter) =>
    graph.view(flat, parameter.offset, engineShape(parameter)),
  )
  return buildProgram('update', graph, traceUpdate(graph, shape, { gradients, flat, guards: [] }))
}

/**
 * The same step without its end, counting the non-finite numbers of every layer's output and
 * every gradient, in the order they are computed: each by the name of the program's output.
 */
export function diagnosisProgram(shape: StepShape) {
  const { model } = shape
  const graph = new Graph()
  const { loss, gradients } = traceStep(graph, shape)
  const forward = graph.tensors.slice(0, loss.id + 1)
  const layers = forward.filter(({ label, inputs }) => label !== undefined && inputs.length > 1)
  const backward = [...gradients].sort((a, b) => a.id - b.id)
  const outputs: Record<string, Tensor> = {}
  const culprits = new Map<string, Culprit>()
  const watch = (tensor: Tensor, culprit: Culprit) => {
    const name = `${culprit.part} of ${culprit.layer}`
    outputs[name] = trace.countNonFinite(tensor)
    culprits.set(name, culprit)
  }
  for (const tensor of layers) watch(tensor, { part: 'output', layer: tensor.label })
  for (const tensor of backward) {
    watch(tensor, { part: 'gradient', layer: model.parameters[gradients.indexOf(tensor)].name })
  }
  return { program: buildProgram('diagnosis', graph, outputs), culprits }
}
