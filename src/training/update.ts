/** The optimizer's step, traced: Adam over the flat buffers, or Muon for what is a matrix inside. */

import { type Shape, sizeOf } from '../base/shape.ts'
import { adamAttributes, adamDefaults, adamRow, type OptimizerOptions } from '../engine/adam.ts'
import type { Graph } from '../engine/graph.ts'
import { descentRow, traceMuon } from '../engine/muon.ts'
import type { Tensor } from '../engine/ops.ts'
import * as trace from '../engine/trace.ts'
import type { Network } from '../nn/network.ts'
import { engineShape, type PlacedParameter } from '../nn/parameters.ts'

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
  const isMatrix = ({ layout }: PlacedParameter) => layout === 'filter' || layout === 'matrix'
  const ends = [filters[0], filters[filters.length - 1]]
  return parameters.filter((parameter) => isMatrix(parameter) && !ends.includes(parameter))
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

/** The states of an optimizer, in part. */
function statesAt(graph: Graph, { model, optimizer }: Required<Updated>) {
  const part = (name: string, offset: number, shape: Shape) =>
    graph.view(graph.state(name, [model.parameterCount]), offset, shape)
  return (offset: number, shape: Shape) => ({
    parameters: part('parameters', offset, [sizeOf(shape)]),
    momentum: part('m', offset, shape),
    average: optimizer.emaDecay > 0 ? [part('ema', offset, [sizeOf(shape)])] : [],
    squares: () => part('v', offset, shape),
  })
}

/** min(1, maxNorm / norm), as the ops themselves clip. */
function clipOf(graph: Graph, flat: Tensor, maxNorm: number): Tensor {
  const one = graph.constant(Float32Array.of(1), [])
  return trace.clamp(trace.scale(one, trace.inverseNorm(flat, EPSILON), maxNorm), 0, 1)
}

/** Muon for the matrices, Adam for what lies between them. */
function traceBoth(graph: Graph, updated: Required<Updated>, given: Gradients, row: Tensor) {
  const { model, optimizer } = updated
  const { gradients, flat, guards } = given
  const { maxGradNorm: maxNorm } = optimizer
  const states = statesAt(graph, updated)
  const clip = maxNorm > 0 ? clipOf(graph, flat, maxNorm) : undefined
  const parameters = matricesOf(model.parameters)
  const matrices = parameters.map((parameter) => {
    const gradient = gradients[model.parameters.indexOf(parameter)]
    return {
      gradient: clip ? trace.scale(gradient, clip) : gradient,
      flat: trace.slice(flat, parameter.offset, sizeOf(parameter.shape)),
      states: states(parameter.offset, engineShape(parameter)),
    }
  })
  const moved = traceMuon(graph, matrices, { row: graph.input('matrixRow', [3]), guards, maxNorm })
  const attributes = adamAttributes(optimizer)
  const rest = gaps(parameters, model.parameterCount).map(([offset, count]) => {
    const { parameters: weights, momentum, squares, average } = states(offset, [count])
    const gradient = trace.slice(flat, offset, count)
    const inputs = [weights, gradient, momentum, squares(), row, ...average, ...guards]
    return trace.adam(inputs, attributes)
  })
  return [...rest, ...moved][0]
}

/** Adam for everything at once. */
function traceAdam(graph: Graph, updated: Required<Updated>, given: Gradients, row: Tensor) {
  const { model, optimizer } = updated
  const state = (name: string) => graph.state(name, [model.parameterCount])
  const ema = optimizer.emaDecay > 0 ? [state('ema')] : []
  const inputs = [state('parameters'), given.flat, state('m'), state('v'), row, ...ema]
  return trace.adam([...inputs, ...given.guards], adamAttributes(optimizer))
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
export function traceUpdate(graph: Graph, updated: Updated, given: Gradients) {
  const gradientSquares = trace.sumSquares(given.flat)
  const guarded = { ...given, guards: [gradientSquares, ...given.guards] }
  const { model, optimizer = adamDefaults } = updated
  const row = graph.input('row', [4])
  const traced = optimizer.optimizer === 'muon' ? traceBoth : traceAdam
  return { gradientSquares, applied: traced(graph, { model, optimizer }, guarded, row) }
}
