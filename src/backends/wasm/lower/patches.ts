/**
 * Contractions as patches: which pixels, seen through which taps, are the rows of a matrix. The
 * numbers of the kernels' `patches` fields; no commands here.
 */

import type { Convolution, Tensor } from '../../../engine/ops.ts'
import type { Fields, parts } from '../layout.ts'
import type { Operand } from './lowering.ts'

type NumbersOf<F extends Fields> = { readonly [Name in keyof F]: number }
export type PatchFields = NumbersOf<typeof parts.patches>
export type TargetFields = NumbersOf<typeof parts.target>

/** The rows of a contraction, or of one phase of it. */
export interface Patches {
  readonly fields: PatchFields
  /** (dy, dx) of each tap, from a pixel's origin in the image. */
  readonly offsets: readonly number[]
  /** Where in the filter each tap stands: kh * KW + kw. */
  readonly taps: readonly number[]
}

const range = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Every (kh, kw) of a filter in order. */
const positions = ([height, width]: readonly [number, number]) =>
  range(height).flatMap((kh) => range(width).map((kw) => [kh, kw] as const))

/** Patches of `conv2d`: image x (B, H, W, I) seen from each pixel of its result (B, H', W', O). */
export function convolutionPatches(
  x: Tensor,
  from: Operand,
  result: readonly [number, number],
  kernel: readonly [number, number],
  { stride, padding }: Convolution,
): Patches {
  const [samples, imageHeight, imageWidth, channels] = x.shape
  const [gridHeight, gridWidth] = result
  const taps = positions(kernel)
  return {
    fields: {
      x: from.address,
      xPitch: from.pitch,
      imageHeight,
      imageWidth,
      channels,
      taps: taps.length,
      pixels: samples * gridHeight * gridWidth,
      gridHeight,
      gridWidth,
      step: stride,
      resultHeight: gridHeight,
      resultWidth: gridWidth,
      resultStep: 1,
      phaseY: 0,
      phaseX: 0,
    },
    offsets: taps.flatMap(([kh, kw]) => [kh - padding, kw - padding]),
    taps: range(taps.length),
  }
}

/**
 * Patches of `convTranspose2d`, one per phase: the pixels of the result that are congruent modulo
 * the stride see the same taps, those with (position + padding - tap) divisible by it.
 */
export function transposedPatches(
  x: Tensor,
  from: Operand,
  result: readonly [number, number],
  kernel: readonly [number, number],
  { stride, padding }: Convolution,
): Patches[] {
  const [samples, imageHeight, imageWidth, channels] = x.shape
  const phase = (phaseY: number, phaseX: number): Patches => {
    const offset = (phase: number, tap: number) => (phase + padding - tap) / stride
    const taps = positions(kernel)
      .map(([kh, kw]) => ({ dy: offset(phaseY, kh), dx: offset(phaseX, kw), kh, kw }))
      .filter(({ dy, dx }) => Number.isInteger(dy) && Number.isInteger(dx))
    const gridHeight = Math.ceil((result[0] - phaseY) / stride)
    const gridWidth = Math.ceil((result[1] - phaseX) / stride)
    return {
      fields: {
        x: from.address,
        xPitch: from.pitch,
        imageHeight,
        imageWidth,
        channels,
        taps: taps.length,
        pixels: samples * gridHeight * gridWidth,
        gridHeight,
        gridWidth,
        step: 1,
        resultHeight: result[0],
        resultWidth: result[1],
        resultStep: stride,
        phaseY,
        phaseX,
      },
      offsets: taps.flatMap(({ dy, dx }) => [dy, dx]),
      taps: taps.map(({ kh, kw }) => kh * kernel[1] + kw),
    }
  }
  // A phase beyond the result has no pixels.
  const phases = ([height, width]: readonly [number, number]) =>
    positions([Math.min(stride, height), Math.min(stride, width)])
  return phases(result).map(([y, x]) => phase(y, x))
}

/** Patches of a matrix: each row an image of one pixel, seen through one tap. */
export function matrixPatches({ address, pitch, rows, columns }: Operand): Patches {
  return {
    fields: {
      x: address,
      xPitch: pitch,
      imageHeight: 1,
      imageWidth: 1,
      channels: columns,
      taps: 1,
      pixels: rows,
      gridHeight: 1,
      gridWidth: 1,
      step: 1,
      resultHeight: 1,
      resultWidth: 1,
      resultStep: 1,
      phaseY: 0,
      phaseX: 0,
    },
    offsets: [0, 0],
    taps: [0],
  }
}
