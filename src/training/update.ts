/** The optimizer's step, traced: Adam over the flat buffers, or Muon for what is a matrix inside. */

import { adamAttributes, adamDefaults, adamRow, type OptimizerOptions } from '../engine/adam.ts'
import type { Graph } from '../engine/graph.ts'
import { descentRow, MUON_BETA, muonRate, orthogonalised } from '../engine/muon.ts'
import type { Tensor } from '../engine/ops.ts'
import * as trace from '../engine/trace.ts'
import type { Network } from '../nn/network.ts'
import { engineShape, type PlacedParameter } from '../nn/parameters.ts'
import { sizeOf } from '../base/shape.ts'

/** Of the gradients' norm, where it divides. */
const EPSILON = 1e-6

interface Gradients {
  /** In the order of the model's parameters, each in its own shape. */
  readonly gradients: readonly Tensor[]
  /** All of them, one after another. */
  readonly flat: Tensor
  /** Scalars that must be finite, or nothing changes. */
  readonly guards: readonly Tensor[]
}

interface Updated {
  readonly model: Network
  /** Default: PyTorch's Adam. */
  readonly optimizer?: OptimizerOptions
}

/**
 * What Muon moves: filters and matrices between the first and the last filter, which meet the image and
 * are Adam's, as Jordan et al. advise.
 */
export function matricesOf(parameters: readonly PlacedParameter[]): readonly PlacedParameter[] {
  const filters = parameters.filter(({ layout }) => layout === 'filter')
  const ends = [filters[0], filters[filters.length - 1]]
  return parameters.filter(
    (parameter) => parameter.layout !== 'plain' && !ends.includes(parameter),
  )
}

/** From where to where the flat buffers hold what is not in `taken`. */
function gaps(taken: readonly PlacedParameter[], end: number): [offset: number, count: number][] {
  const edges = taken.flatMap(({ offset, shape }) => [offset, offset + sizeOf(shape)])
  const pairs = [0, ...edges, end]
  const found: [number, number][] = []
  for (let i = 0; i < pairs.length; i += 2) {
    if (pairs[i + 1] > pairs[i]) found.push([pairs[i], pairs[i + 1] - pairs[i]])
  }
  return found
}

/** The states of an optimizer, whole or in part. */
function statesOf(graph: Graph, count: number, { emaDecay }: OptimizerOptions) {
  const state = (name: string) => graph.state(name, [count])
  const [parameters, m, v] = [state('parameters'), state('m'), state('v')]
  const ema = emaDecay > 0 ? [state('ema')] : []
  return {
    whole: { parameters, m, v, ema },
    part(offset: number, size: number) {
      const view = (flat: Tensor) => graph.view(flat, offset, [size])
      return { parameters: view(parameters), m: view(m), v: view(v), ema: ema.map(view) }
    },
  }
}

/** min(1, maxNorm / norm), as the ops themselves clip. */
function clipOf(graph: Graph, flat: Tensor, maxNorm: number): Tensor {
  const one = graph.constant(Float32Array.of(1), [])
  return trace.clamp(trace.scale(one, trace.inverseNorm(flat, EPSILON), maxNorm), 0, 1)
}

/** The inputs of `traceUpdate` at a step, from 1. */
export function rowsOf(
  learningRate: number,
  step: number,
  options: OptimizerOptions,
): Readonly<Record<string, Float32Array>> {
  const row = adamRow(learningRate, step, options)
  if (options.optimizer !== 'muon') return { row }
  return { row, matrixRow: descentRow(learningRate, step, options) }
}

/**
 * Traces the optimizer: input row (see `adamRow`), and matrixRow (see `descentRow`) where it is Muon;
 * nothing changes where a guard or the norm of the gradients is not finite. Outputs gradientSquares and
 * applied.
 */
export function traceUpdate(graph: Graph, shape: Updated, given: Gradients) {
  const { model, optimizer = adamDefaults } = shape
  const { gradients, flat, guards } = given
  const states = statesOf(graph, model.parameterCount, optimizer)
  const gradientSquares = trace.sumSquares(flat)
  const finite = [gradientSquares, ...guards]
  const row = graph.input('row', [4])
  const attributes = adamAttributes(optimizer)
  if (optimizer.optimizer !== 'muon') {
    const { parameters, m, v, ema } = states.whole
    const inputs = [parameters, flat, m, v, row, ...ema, ...finite]
    return { gradientSquares, applied: trace.adam(inputs, attributes) }
  }
  const matrixRow = graph.input('matrixRow', [3])
  const { maxGradNorm } = optimizer
  const clip = maxGradNorm > 0 ? clipOf(graph, flat, maxGradNorm) : undefined
  // Nesterov's: beta m' + (1 - beta) g with m' = beta m + (1 - beta) g
  const nesterov = graph.constant(Float32Array.of(MUON_BETA ** 2, 1 - MUON_BETA ** 2), [1, 2])
  const matrices = matricesOf(model.parameters)
  // every direction comes from the momentum before any step
  const directions = matrices.map((parameter) => {
    const gradient = gradients[model.parameters.indexOf(parameter)]
    const momentum = graph.view(states.whole.m, parameter.offset, engineShape(parameter))
    const clipped = clip ? trace.scale(gradient, clip) : gradient
    return orthogonalised(graph, trace.linearCombination(nesterov, [momentum, clipped]))
  })
  matrices.forEach((parameter, i) => {
    const { offset } = parameter
    const size = sizeOf(parameter.shape)
    const { parameters, m, ema } = states.part(offset, size)
    const gradient = trace.slice(flat, offset, size)
    trace.descend([parameters, directions[i], m, gradient, matrixRow, ...ema, ...finite], {
      beta: MUON_BETA,
      rate: muonRate(directions[i]),
      ...(maxGradNorm > 0 && { maxNorm: maxGradNorm }),
      ...(ema.length > 0 && { average: true }),
    })
  })
  const applied = gaps(matrices, model.parameterCount).map(([offset, size]) => {
    const { parameters, m, v, ema } = states.part(offset, size)
    const gradient = trace.slice(flat, offset, size)
    return trace.adam([parameters, gradient, m, v, row, ...ema, ...finite], attributes)
  })
  return { gradientSquares, applied: applied[0] }
}
