/** The training step as one program: noise, loss, gradients and Adam. */

import { noiseLoss } from '../diffusion/loss.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import { gradientsOf } from '../engine/gradient.ts'
import { Graph, named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { buildProgram, type Program } from '../engine/program.ts'
import { streams } from '../engine/random.ts'
import { adam, countNonFinite, pack, randomNormal, sumSquares } from '../engine/trace.ts'
import type { Model } from '../nn/model.ts'
import { parameterTensor } from '../nn/parameters.ts'
import { adamDefaults } from './optimizer.ts'

export interface StepShape {
  readonly model: Model
  readonly schedule: Schedule
  readonly batchSize: number
  /** Noise comes from the input `noise` instead of from the seed. */
  readonly injectedNoise?: boolean
}

export interface TracedStep {
  readonly loss: Tensor
  /** In the order of the model's parameters. */
  readonly gradients: readonly Tensor[]
}

/** Noise of example i of the batch: that of sample i at this step. */
function trainingNoise(graph: Graph, { model, batchSize, injectedNoise }: StepShape): Tensor {
  if (injectedNoise) return graph.input('noise', [batchSize, ...model.imageShape])
  const positions = Int32Array.from({ length: batchSize }, (_, i) => i)
  return randomNormal(
    graph.input('origin', [3], 'i32'),
    graph.constant(positions, [batchSize]),
    streams.trainingNoise,
    model.imageShape,
  )
}

/** Traces loss and gradients: inputs x0 (B, H, W, C), t (B), and origin or noise. */
export function traceStep(graph: Graph, shape: StepShape): TracedStep {
  const { model, schedule, batchSize } = shape
  const x0 = graph.input('x0', [batchSize, ...model.imageShape])
  const t = graph.input('t', [batchSize], 'i32')
  const noise = trainingNoise(graph, shape)
  const loss = named(noiseLoss(graph, schedule, model, { x0, t, noise }), 'loss')
  const weights = model.parameters.map((parameter) =>
    parameterTensor(graph, model.parameters, parameter),
  )
  const one = graph.constant(Float32Array.of(1), [])
  const gradients = gradientsOf(loss, weights, one, graph.tensors)
  gradients.forEach((gradient, i) => {
    named(gradient, `gradient of ${model.parameters[i].name}`)
  })
  return { loss, gradients }
}

/**
 * States: parameters, m, v. Inputs: x0, t, origin or noise, and row (see `adamRow`). Outputs:
 * loss, gradientSquares, and applied: 0 where either was not finite and nothing was changed.
 */
export function trainingProgram(shape: StepShape): Program {
  const graph = new Graph()
  const { loss, gradients } = traceStep(graph, shape)
  const flat = named(pack([...gradients]), 'gradients')
  const gradientSquares = sumSquares(flat)
  const size = [shape.model.parameterCount]
  const applied = adam(
    [
      graph.state('parameters', size),
      flat,
      graph.state('m', size),
      graph.state('v', size),
      graph.input('row', [2]),
      loss,
      gradientSquares,
    ],
    adamDefaults,
  )
  return buildProgram('training step', graph, { loss, gradientSquares, applied })
}

/**
 * The same step without its end, counting the non-finite numbers of every layer's output and
 * every gradient, in the order they are computed. Outputs are named by what they are.
 */
export function diagnosisProgram(shape: StepShape): Program {
  const graph = new Graph()
  const { loss, gradients } = traceStep(graph, shape)
  const forward = graph.tensors.slice(0, loss.id + 1)
  const layers = forward.filter(({ label, inputs }) => label !== undefined && inputs.length > 1)
  const backward = [...gradients].sort((a, b) => a.id - b.id)
  const outputs: Record<string, Tensor> = {}
  for (const tensor of layers) outputs[`the output of ${tensor.label}`] = countNonFinite(tensor)
  for (const tensor of backward) outputs[`the ${tensor.label}`] = countNonFinite(tensor)
  return buildProgram('diagnosis', graph, outputs)
}
