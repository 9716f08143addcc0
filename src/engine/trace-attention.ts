/** Normalisation and attention as functions: a part of `trace.ts`. */

import { apply } from './apply.ts'
import type { Normalisation, OpAttributes, Tensor } from './ops.ts'

/**
 * (B, H, W, C) -> (B, 2 groups): each group's mean, then each group's 1 / sqrt(variance +
 * epsilon).
 */
export function groupStats(x: Tensor, attributes: OpAttributes['groupStats']): Tensor {
  return apply('groupStats', [x], attributes)
}

/** The op `groupNorm`, by stats that are there already. */
export function normalised(
  x: Tensor,
  stats: Tensor,
  scale: Tensor,
  shift: Tensor,
  attributes: Normalisation,
): Tensor {
  return apply('groupNorm', [x, stats, scale, shift], attributes)
}

/**
 * GroupNorm (Wu and He 2018), with silu after it on request.
 * @param x (B, H, W, C), C a multiple of groups
 * @param scale (C)
 * @param shift (C)
 */
export function groupNorm(
  x: Tensor,
  scale: Tensor,
  shift: Tensor,
  { groups, epsilon, silu }: { groups: number; epsilon: number; silu: boolean },
): Tensor {
  return normalised(x, groupStats(x, { groups, epsilon }), scale, shift, { groups, silu })
}

/** Of the gradient of `groupNorm`: each channel's sums over pixels, (B, 2 C). */
export function groupNormSums(
  dy: Tensor,
  x: Tensor,
  stats: Tensor,
  scale: Tensor,
  shift: Tensor,
  attributes: Normalisation,
): Tensor {
  return apply('groupNormSums', [dy, x, stats, scale, shift], attributes)
}

/** The gradient of `groupNorm` with respect to x, (B, H, W, C). */
export function groupNormGradient(
  dy: Tensor,
  x: Tensor,
  stats: Tensor,
  scale: Tensor,
  shift: Tensor,
  sums: Tensor,
  attributes: Normalisation,
): Tensor {
  return apply('groupNormGradient', [dy, x, stats, scale, shift, sums], attributes)
}

/**
 * softmax(q k^T / sqrt(C / heads)) v over the pixels of each sample (Vaswani et al. 2017, eq. 1).
 */
export function attention(q: Tensor, k: Tensor, v: Tensor, attributes: { heads: number }): Tensor {
  return apply('attention', [q, k, v], attributes)
}

/** The gradients of `attention` with respect to q, k and v, side by side: (B, H, W, 3 C). */
export function attentionGradient(
  dy: Tensor,
  q: Tensor,
  k: Tensor,
  v: Tensor,
  attributes: OpAttributes['attentionGradient'],
): Tensor {
  return apply('attentionGradient', [dy, q, k, v], attributes)
}

/** RMSNorm over channels. @param x (..., C) @param scale (C) */
export const rmsNorm = (x: Tensor, scale: Tensor) => apply('rmsNorm', [x, scale], {})
/** The gradient of `rmsNorm` with respect to x. */
export const rmsNormGradient = (dy: Tensor, x: Tensor, scale: Tensor) =>
  apply('rmsNormGradient', [dy, x, scale], {})

/** Attention whose work grows with the pixels, not with their square (Shen et al. 2018). */
export const linearAttention = (q: Tensor, k: Tensor, v: Tensor, attributes: { heads: number }) =>
  apply('linearAttention', [q, k, v], attributes)

/** The gradients of `linearAttention` with respect to q, k and v, side by side: (B, H, W, 3 C). */
export function linearAttentionGradient(
  dy: Tensor,
  q: Tensor,
  k: Tensor,
  v: Tensor,
  attributes: OpAttributes['linearAttentionGradient'],
): Tensor {
  return apply('linearAttentionGradient', [dy, q, k, v], attributes)
}

/** x (B, H, W, C), rows (R, C) -> (B, 1, R + H W, C): the rows before the pixels of each sample. */
export const prependRows = (x: Tensor, rows: Tensor) => apply('prependRows', [x, rows], {})
/** (B, 1, R + H W, C) -> (B, H, W, C), without the first R rows of each sample. */
export const dropRows = (x: Tensor, attributes: OpAttributes['dropRows']) =>
  apply('dropRows', [x], attributes)
/** (B, 1, N, C) -> (R, C): the sum over samples of their first R rows. */
export const sumFirstRows = (x: Tensor, rows: number) => apply('sumFirstRows', [x], { rows })
