/**
 * The vocabulary: every op of the engine by name, with its attributes. Each name has one row in
 * the shape rules, in the gradient rules, and in every backend's kernel table.
 *
 * Images are (B, H, W, C); filters are (KH, KW, I, O) with the meaning they have in `conv2d`;
 * matrices are (rows, columns).
 */

import type { Shape } from '../base/shape.ts'
import type { NumberType } from './precision.ts'

export type { DType, Precision } from './precision.ts'

/** What a contraction does to each result before it is stored, in this order. */
export const epilogueSteps = ['bias', 'rows', 'add', 'relu', 'mask'] as const
export type EpilogueStep = (typeof epilogueSteps)[number]

/** Fused by simplification, never traced: the steps, their operands following the op's own. */
export interface Fusable {
  readonly epilogue: readonly EpilogueStep[]
}

export interface Convolution {
  readonly stride: number
  /** Pixels of zeros before the first row and column, and after the last. */
  readonly padding: number
  /** After the last, where that is another number. */
  readonly paddingEnd?: number
}

export interface Normalisation {
  readonly groups: number
  /** Whether silu follows. */
  readonly silu: boolean
}

/** Every op by name, with its attributes. */
export interface OpAttributes {
  // Leaves: what a program is given.
  /** Written by the host before a run. */
  input: { readonly name: string }
  /** Lives on the device from run to run; programs share it by name. */
  state: { readonly name: string }
  /** Numbers known when the graph is traced. */
  constant: { readonly data: Float32Array | Int32Array }
  /** A contiguous part of a state, from an element offset: one parameter of the flat buffer. */
  view: { readonly offset: number }

  // Contractions.
  /** (B, H, W, I), (KH, KW, I, O) -> (B, H', W', O) */
  conv2d: Convolution & Fusable
  /** (B, H', W', O), (KH, KW, I, O) -> (B, H, W, I): the transpose of `conv2d`, its gradient too. */
  convTranspose2d: Convolution & Fusable & { readonly outputSize: readonly [number, number] }
  /** x (B, H, W, I), dy (B, H', W', O) -> (KH, KW, I, O) */
  conv2dFilterGradient: Convolution & { readonly kernel: readonly [number, number] }
  /**
   * (M, K), (K, N) -> (M, N), either operand read transposed on request. An operand (..., K) is a
   * matrix of rows: images (B, H, W, K) give (B, H, W, N).
   */
  matmul: Fusable & { readonly transposeA: boolean; readonly transposeB: boolean }

  // Element by element.
  add: object
  /** (..., C) + (C) */
  addBias: object
  /** (B, H, W, C) + (B or 1, C): one bias per sample and channel. */
  addRows: object
  /** a b, of one shape. */
  multiply: object
  /** (B, H, W, C) times (B or 1, C): one factor per sample and channel. */
  multiplyRows: object
  relu: object
  clamp: { readonly low: number; readonly high: number }
  /**
   * Each sample of (B, ...) clamped to [-s, s] and divided by s, its `percentile` of absolute values
   * where that is above 1, else 1. The percentile is interpolated as numpy's and PyTorch's.
   */
  dynamicThreshold: { readonly percentile: number }
  /**
   * x, like -> x (1 - share + share std(like) / std(x)), each sample of (B, ...) by its own standard
   * deviations; x itself where its numbers are all the same.
   */
  matchDeviation: { readonly share: number }
  /** dy where y > 0, else 0. */
  reluGradient: object
  /** x sigmoid(x) (Hendrycks and Gimpel 2016). */
  silu: object
  /** dy, x -> dy times the derivative of silu at x. */
  siluGradient: object
  /** x tanh(log(1 + e^x)) (Misra 2019). */
  mish: object
  /** dy, x -> dy times the derivative of mish at x. */
  mishGradient: object
  /** x times the normal distribution function at x (Hendrycks and Gimpel 2016), not by tanh. */
  gelu: object
  /** dy, x -> dy times the derivative of gelu at x. */
  geluGradient: object
  /**
   * x, origin (3), samples (B) -> x / (1 - rate), or 0 with probability rate. Element e of a sample
   * is kept where word e of Philox's (seed, stream, sample, step) is at least rate * 2^32.
   */
  dropout: { readonly rate: number; readonly stream: number }
  /** x times a scalar, the second input, and a factor known before. */
  scale: { readonly factor: number }
  /** sum over k of coefficients[b, columns[k]] * inputs[k][b, ...]; coefficients come first. */
  linearCombination: { readonly columns: readonly number[] }

  // Normalisation by groups of channels, and attention.
  /** (B, H, W, C) -> (B, 2 groups): each group's mean, then each group's 1 / sqrt(variance + epsilon). */
  groupStats: { readonly groups: number; readonly epsilon: number }
  /** x (B, H, W, C), its stats, scale (C), shift (C): normalised, scaled, shifted, then silu'd. */
  groupNorm: Normalisation
  /**
   * dy, x, stats, scale, shift -> (B, 2 C): with dz the gradient before silu and x^ the normalised
   * x, each channel's sum over pixels of dz, then of dz x^.
   */
  groupNormSums: Normalisation
  /** dy, x, stats, scale, shift, sums -> dx */
  groupNormGradient: Normalisation
  /**
   * q, k, v (B, H, W, C): softmax(q k^T / sqrt(C / heads)) v over the H W pixels of each sample, by
   * heads of channels that follow one another (Vaswani et al. 2017, eq. 1).
   */
  attention: { readonly heads: number }
  /** dy, q, k, v -> dq || dk || dv (B, H, W, 3 C) */
  attentionGradient: { readonly heads: number }
  /**
   * x (..., C), scale (C) -> x sqrt(C) / max(norm of its row, 1e-12), scaled: PyTorch's `normalize` times
   * sqrt(C) (Zhang and Sennrich 2019).
   */
  rmsNorm: object
  /** dy, x, scale -> dx */
  rmsNormGradient: object
  /**
   * q, k, v (B, H, W, C): by heads, softmax over the channels of q, times 1 / sqrt(C / heads), times the
   * product of softmax over the pixels of k, and v: linear in pixels (Shen et al. 2018).
   */
  linearAttention: { readonly heads: number }
  /** dy, q, k, v -> dq || dk || dv (B, H, W, 3 C) */
  linearAttentionGradient: { readonly heads: number }

  // Sums.
  /** (B, H, W, C) -> (B, C) */
  sumSpatial: object
  /** (R, C) -> (C) */
  sumRows: object
  /** flat -> scalar */
  sumSquares: object
  /** 1 / (sqrt(sum x^2) + epsilon): any shape -> scalar. */
  inverseNorm: { readonly epsilon: number }
  /** How many elements are NaN or infinite: any shape -> scalar. */
  countNonFinite: object
  /** mean over all elements of (a - b)^2 -> scalar */
  meanSquaredError: object
  /** Mean of (a - b)^2 over each sample: (B, ...), (B, ...) -> (B) */
  meanSquaredErrors: object
  /** a, b, d -> 2 d (a - b) / elements that share a number of d: a scalar, or (B) */
  meanSquaredErrorGradient: object
  /** logits (..., K), one label in 0 .. K - 1 per row -> scalar: mean of -log softmax[label]. */
  crossEntropy: object
  /** logits, labels, d -> d (softmax - one hot of the label) / rows */
  crossEntropyGradient: object
  /** Mean of the products: (B), (B) -> scalar */
  weightedMean: object

  // Placement: usually decided by the memory plan, without a copy.
  /** Along channels. */
  concat: object
  /** Channels start .. start + count - 1. */
  slice: { readonly start: number; readonly count: number }
  /** x (B, H, W, C), rows (R, C) -> (B, 1, R + H W, C): the rows before the pixels of each sample. */
  prependRows: object
  /** (B, 1, R + H W, C) -> (B, H, W, C): without the first R. */
  dropRows: { readonly rows: number; readonly size: readonly [number, number] }
  /** (B, 1, N, C) -> (R, C): the sum over samples of their first R rows. */
  sumFirstRows: { readonly rows: number }
  /** Tensors one after another as one flat tensor. */
  pack: object
  /** (B, H, W, C) -> (B, H factor, W factor, C): each pixel as a square of pixels. */
  upsample: { readonly factor: number }
  /** (B, H factor, W factor, C) -> (B, H, W, C): the sum of each square. */
  sumPool: { readonly factor: number }
  /** (B, H r, W r, C) -> (B, H, W, C r r), channel c r r + y r + x: PyTorch's pixel_unshuffle. */
  spaceToDepth: { readonly block: number }
  /** (B, H, W, C r r) -> (B, H r, W r, C): PyTorch's pixel_shuffle. */
  depthToSpace: { readonly block: number }

  // Sources.
  /**
   * t (B) -> (B, dim): sin || cos of t * 10000^(-i / (dim/2 - shift)), i = 0 .. dim/2 - 1; the cosines
   * first on request.
   */
  sinusoidalEmbedding: {
    readonly dim: number
    readonly shift: number
    readonly cosinesFirst: boolean
  }
  /** table (T, n), index (B) -> (B, n) */
  embedding: object
  /** values (B, n), index (B) -> (rows, n): the sum of the values of each index. */
  embeddingGradient: { readonly rows: number }
  /** origin (3: key low, key high, step), samples (B) -> (B, ...shape), standard normal. */
  randomNormal: { readonly stream: number; readonly shape: Shape }

  // Effects: they overwrite states and run in the order they were traced.
  /** state <- value; the result is the value. */
  assign: object
  /**
   * One step of AdamW over flat buffers: parameters, gradients, m, v, row (4: see `adamRow`), with
   * `average` the parameters' moving average, then any number of scalars that must be finite, or
   * nothing is written. Where the gradients' norm is limited, the first scalar is its square. The
   * result is 1 if it stepped, else 0.
   */
  adam: {
    readonly beta1: number
    readonly beta2: number
    readonly epsilon: number
    readonly maxNorm?: number
    readonly average?: boolean
  }
  /**
   * One step along a direction, of one size: parameters, direction, m, gradients, row (3: see
   * `descentRow`), then as `adam` the average and the guards. m += (gradients - m)(1 - beta), and the
   * parameters move against the direction, by `rate` learning rates of it.
   */
  descend: {
    readonly beta: number
    readonly rate: number
    readonly maxNorm?: number
    readonly average?: boolean
  }
}

/** The name of an op. */
export type OpName = keyof OpAttributes

/** Ops that overwrite states: the positions of those inputs. */
export const updates: {
  readonly [K in OpName]?: (attributes: OpAttributes[K]) => readonly number[]
} = {
  assign: () => [0],
  adam: ({ average }) => (average ? [0, 2, 3, 5] : [0, 2, 3]),
  descend: ({ average }) => (average ? [0, 2, 5] : [0, 2]),
}

/** Where ops are recorded as they are applied. */
export interface Tracer {
  add<K extends OpName>(op: K, inputs: readonly Tensor[], attributes: OpAttributes[K]): Tensor
}

/** A value of a graph: an op applied to other values. It has a shape and holds no numbers. */
export interface TensorOf<K extends OpName> extends NumberType {
  readonly graph: Tracer
  readonly id: number
  readonly op: K
  readonly inputs: readonly Tensor[]
  readonly attributes: OpAttributes[K]
  readonly shape: Shape
  /** What a person calls it: `conv4`, `gradient of conv4.weight`. */
  label?: string
}
/** A value in a graph: the result of an op. */
export type Tensor = { [K in OpName]: TensorOf<K> }[OpName]

/** The inputs that the tensor's op overwrites. */
export function overwritten<K extends OpName>(tensor: TensorOf<K>): Tensor[] {
  const positions = updates[tensor.op]?.(tensor.attributes) ?? []
  return positions.map((position) => tensor.inputs[position])
}

/** Leaves are given, everything else is computed. */
export function isLeaf(tensor: Tensor): boolean {
  return ['input', 'state', 'constant', 'view'].includes(tensor.op)
}

/** The op's own inputs, without those of its epilogue. */
export function ownInputs(tensor: TensorOf<'conv2d' | 'convTranspose2d' | 'matmul'>) {
  return { left: tensor.inputs[0], right: tensor.inputs[1] }
}

/** The operand of each epilogue step that has one. */
export function epilogueOperands(
  tensor: TensorOf<'conv2d' | 'convTranspose2d' | 'matmul'>,
): Partial<Record<EpilogueStep, Tensor>> {
  const operands: Partial<Record<EpilogueStep, Tensor>> = {}
  let next = 2
  for (const step of tensor.attributes.epilogue) {
    if (step !== 'relu') operands[step] = tensor.inputs[next++]
  }
  return operands
}
