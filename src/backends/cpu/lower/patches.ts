/**
 * Contractions as patches: which pixels, seen through which taps, are the rows of a matrix. The
 * numbers of the kernels' `patches` fields; no commands here.
 */

import type { Convolution, Tensor } from '../../../engine/ops.ts'
import { type PatchFields, sizes } from '../layout.ts'
import type { Operand } from './lowering.ts'

/** A multiple of the height of every register tile. */
export const TILE_GRANULE = 12
/** A product of one tile of any shape. */
export const TILE_BYTES = TILE_GRANULE * sizes.PANEL_BYTES

export const panelsOf = (columns: number) => Math.ceil(columns / sizes.PANEL)

/** Scratch memory of so many pixels: where they lie, and their patches. */
export const patchScratch = (pixels: number) => pixels * (sizes.PIXEL_BYTES + sizes.PATCH_BYTES)

/** The rows of a contraction, or of one phase of it. */
export interface Patches {
  readonly fields: PatchFields
  /** (dy, dx) of each tap, from a pixel's origin in the image. */
  readonly offsets: readonly number[]
  /** Where in the filter each tap stands: kh * KW + kw. */
  readonly taps: readonly number[]
}

type Size = readonly [height: number, width: number]

/** A place in the filter, and where it looks from a pixel's origin. */
interface Tap {
  readonly position: number
  readonly dy: number
  readonly dx: number
}

/** Which pixels there are, where each begins in the image, and where in the result it lies. */
interface Grid {
  readonly size: Size
  readonly step: number
  readonly result: Size
  readonly resultStep: number
  readonly phase: Size
}

function patchesOf(images: readonly number[], from: Operand, grid: Grid, taps: Tap[]): Patches {
  const [samples, imageHeight, imageWidth, channels] = images
  const [gridHeight, gridWidth] = grid.size
  const [resultHeight, resultWidth] = grid.result
  const [phaseY, phaseX] = grid.phase
  return {
    fields: {
      ...{ x: from.address, xPitch: from.pitch },
      ...{ imageHeight, imageWidth, channels, taps: taps.length },
      pixels: samples * gridHeight * gridWidth,
      ...{ gridHeight, gridWidth, step: grid.step },
      ...{ resultHeight, resultWidth, resultStep: grid.resultStep, phaseY, phaseX },
    },
    offsets: taps.flatMap(({ dy, dx }) => [dy, dx]),
    taps: taps.map(({ position }) => position),
  }
}

/** Every place of a filter, in order. */
function positions([height, width]: Size): [number, number][] {
  return Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width])
}

/** Patches of `conv2d`: image x (B, H, W, I) seen from each pixel of its result (B, H', W', O). */
export function convolutionPatches(
  x: Tensor,
  from: Operand,
  result: Size,
  kernel: Size,
  { stride, padding }: Convolution,
): Patches {
  const taps = positions(kernel).map(([kh, kw], position) => {
    return { position, dy: kh - padding, dx: kw - padding }
  })
  const grid = { size: result, step: stride, result, resultStep: 1, phase: [0, 0] } as const
  return patchesOf(x.shape, from, grid, taps)
}

/**
 * Patches of `convTranspose2d`, one per phase: the pixels of the result that are congruent modulo
 * the stride see the same taps, those with (pixel + padding - tap) divisible by it.
 */
export function transposedPatches(
  x: Tensor,
  from: Operand,
  result: Size,
  kernel: Size,
  { stride, padding }: Convolution,
): Patches[] {
  // A phase beyond the result has no pixels.
  const phases = positions([Math.min(stride, result[0]), Math.min(stride, result[1])])
  return phases.map((phase) => {
    const taps = positions(kernel)
      .map(([kh, kw], position) => {
        const dy = (phase[0] + padding - kh) / stride
        return { position, dy, dx: (phase[1] + padding - kw) / stride }
      })
      .filter(({ dy, dx }) => Number.isInteger(dy) && Number.isInteger(dx))
    const across = (axis: 0 | 1) => Math.ceil((result[axis] - phase[axis]) / stride)
    const size = [across(0), across(1)] as const
    return patchesOf(x.shape, from, { size, step: 1, result, resultStep: stride, phase }, taps)
  })
}

/** Patches of a matrix: each row an image of one pixel, seen through one tap. */
export function matrixPatches(matrix: Operand): Patches {
  const one = [1, 1] as const
  const grid = { size: one, step: 1, result: one, resultStep: 1, phase: [0, 0] } as const
  const images = [matrix.rows, ...one, matrix.columns]
  return patchesOf(images, matrix, grid, [{ position: 0, dy: 0, dx: 0 }])
}
