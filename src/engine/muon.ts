/**
 * Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon): a step along the nearest
 * orthogonal matrix to the momentum, which moves every direction of a matrix alike.
 */

import { sizeOf } from '../base/shape.ts'
import { averageDecay, type OptimizerOptions } from './adam.ts'
import type { Graph } from './graph.ts'
import type { Tensor } from './ops.ts'
import { descend, inverseNorm, linearCombination, matmul, scale } from './trace.ts'

/** Of the momentum; Jordan et al. */
const BETA = 0.95
/** Of the quintic a x + b x^3 + c x^5 that takes singular values from 0 .. 1 to about 1; Jordan et al. */
const [A, B, C] = [3.4445, -4.775, 2.0315]
const ITERATIONS = 5
const EPSILON = 1e-7
/** RMS of an update in learning rates, as an update by Adam has it (Liu et al. 2025, arXiv 2502.16982). */
const RMS = 0.2

/** A filter (KH, KW, I, O) is a matrix of KH KW I rows. */
function sidesOf({ shape }: Tensor): [rows: number, columns: number] {
  const columns = shape[shape.length - 1]
  return [sizeOf(shape) / columns, columns]
}

/** By what the orthogonal direction is multiplied so that its RMS is that of an update by Adam. */
const rateOf = (matrix: Tensor): number => RMS * Math.sqrt(Math.max(...sidesOf(matrix)))

/** The identity, as the products of a matrix with itself are shaped. */
function identity(graph: Graph, shape: readonly number[]): Tensor {
  const size = shape[shape.length - 1]
  const ones = Float32Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0))
  return graph.constant(ones, shape)
}

/**
 * The matrix with its singular values near 1, by Newton-Schulz iteration: with the quintic's five terms
 * they end between 0.7 and 1.2, which is near enough.
 * @param x (rows, columns) or a filter (KH, KW, I, O)
 * @returns of the same shape
 */
function orthogonalised(graph: Graph, x: Tensor): Tensor {
  const [rows, columns] = sidesOf(x)
  const isTall = rows >= columns
  const coefficients = graph.constant(Float32Array.of(A, B, C), [1, 3])
  let y = scale(x, inverseNorm(x, EPSILON))
  for (let i = 0; i < ITERATIONS; i++) {
    // of the smaller side
    const squared = isTall ? matmul(y, y, { transposeA: true }) : matmul(y, y, { transposeB: true })
    const fourth = matmul(squared, squared)
    const one = identity(graph, squared.shape)
    const factor = linearCombination(coefficients, [one, squared, fourth])
    y = isTall ? matmul(y, factor) : matmul(factor, y)
  }
  return y
}

/** A matrix that is to be moved. */
export interface MuonMatrix {
  /** (rows, columns) or a filter (KH, KW, I, O), clipped. */
  readonly gradient: Tensor
  /** The same numbers as they came, of any shape. */
  readonly flat: Tensor
  /**
   * Contiguous and of the same size, the momentum of the same shape; `average` has one where the
   * parameters are averaged.
   */
  readonly states: {
    readonly parameters: Tensor
    readonly momentum: Tensor
    readonly average: readonly Tensor[]
  }
}

interface MuonStep {
  /** See `descentRow`. */
  readonly row: Tensor
  /** Scalars that must be finite; the first is the gradients' squared norm where `maxNorm` limits it. */
  readonly guards: readonly Tensor[]
  /** Limit on the norm of all gradients; 0 for none. */
  readonly maxNorm: number
}

/**
 * Traces a step of every matrix. All directions are traced before the first step.
 * @returns for each whether it stepped
 */
export function traceMuon(graph: Graph, matrices: readonly MuonMatrix[], step: MuonStep): Tensor[] {
  const { row, guards, maxNorm } = step
  // Nesterov's: beta m' + (1 - beta) g with m' = beta m + (1 - beta) g
  const nesterov = graph.constant(Float32Array.of(BETA ** 2, 1 - BETA ** 2), [1, 2])
  const directions = matrices.map(({ gradient, states: { momentum } }) => {
    return orthogonalised(graph, linearCombination(nesterov, [momentum, gradient]))
  })
  return matrices.map(({ flat, states: { parameters, momentum, average } }, i) => {
    const inputs = [parameters, directions[i], momentum, flat, row, ...average, ...guards]
    return descend(inputs, {
      ...{ beta: BETA, rate: rateOf(directions[i]) },
      ...(maxNorm > 0 && { maxNorm }),
      ...(average.length > 0 && { average: true }),
    })
  })
}

/**
 * What the op `descend` takes at a step: the learning rate, what weight decay leaves of the parameters,
 * and what the average keeps.
 * @param step from 1
 */
export function descentRow(
  learningRate: number,
  step: number,
  { weightDecay, emaDecay }: OptimizerOptions,
): Float32Array {
  return Float32Array.of(learningRate, 1 - learningRate * weightDecay, averageDecay(emaDecay, step))
}
