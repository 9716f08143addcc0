/** Whether what is asked for fits in memory: estimates in bytes, judged before work begins. */

import { planMemory } from '../engine/memory.ts'
import type { Program } from '../engine/program.ts'
import { labelHeight } from '../images/grid-labels.ts'
import { cliError } from './errors.ts'

/** Of one raster or one array: below the longest typed array that every engine makes. */
export const MEMORY_LIMIT = 2 ** 31
/** Of what a device computes with: what WebAssembly can address. */
export const DEVICE_LIMIT = 2 ** 32
/** Pixels a side that a GIF can have. */
const GIF_SIDE = 65_535
const FLOAT_BYTES = 4
/** Pixels between images, unless said otherwise. */
const PADDING = 2
/** Room for labels and gaps around each image of a sheet. */
const SHEET_GAP = 8
/** Weights, gradients, two moments and their EMA. */
const COPIES_IN_TRAINING = 5

export type ImageShape = readonly [height: number, width: number, channels: number]

interface Layout {
  readonly columns: number
  /** Pixels a side of each pixel. */
  readonly scale: number
  readonly padding?: number
  /** Whether each image may have a name below it. */
  readonly isNamed?: boolean
}

/** Bytes of the numbers of `count` images. */
export const imagesBytes = (count: number, [height, width, channels]: ImageShape): number =>
  count * height * width * channels * FLOAT_BYTES

/** Bytes of a data set, a byte per number. */
export const dataBytes = (count: number, shape: ImageShape): number =>
  imagesBytes(count, shape) / FLOAT_BYTES

/** Pixels of a grid: [width, height]. */
function gridSides(
  count: number,
  [height, width]: ImageShape,
  { columns, scale, isNamed, padding = PADDING }: Layout,
) {
  const line = isNamed ? labelHeight(width * scale) : 0
  if (count <= 1) return [width * scale, height * scale + line] as const
  const across = Math.min(columns, count)
  const down = Math.ceil(count / across)
  const side = (images: number, size: number) => (images * (size + padding) + padding) * scale
  return [side(across, width), side(down, height) + down * line] as const
}

/** Bytes of the grid that shows `count` images. */
export function gridBytes(count: number, shape: ImageShape, layout: Layout): number {
  const [width, height] = gridSides(count, shape, layout)
  return width * height * shape[2]
}

/** Bytes of a sheet of labelled images in rows and columns; about. */
export function sheetBytes(
  columns: number,
  rows: number,
  [height, width, channels]: ImageShape,
  scale: number,
): number {
  const across = columns * (width * scale + SHEET_GAP)
  return across * rows * (height * scale + SHEET_GAP) * channels
}

/** Bytes that a program computes with, besides its states. */
export const programBytes = (program: Program): number => planMemory(program).size

/** Bytes that the parameters of a network take in training. */
export const trainingBytes = (parameterCount: number): number =>
  parameterCount * COPIES_IN_TRAINING * FLOAT_BYTES

/**
 * @param what takes the memory, as the subject of a sentence
 * @param help the option to change
 * @throws {DdpmError} `cli.memory-exceeded`
 */
export function checkMemory(
  what: string,
  needed: number,
  help: string,
  limit = MEMORY_LIMIT,
): void {
  if (needed <= limit) return
  throw cliError('cli.memory-exceeded', { what, needed, limit, help })
}

/**
 * Whether an animation of grids can be drawn.
 * @throws {DdpmError} `cli.memory-exceeded`, `cli.animation-too-large`
 */
export function checkAnimation(
  frames: number,
  count: number,
  shape: ImageShape,
  { help, ...layout }: Layout & { readonly help: string },
): void {
  const side = Math.max(...gridSides(count, shape, layout))
  if (side > GIF_SIDE) throw cliError('cli.animation-too-large', { side, most: GIF_SIDE, help })
  checkMemory('the animation', frames * gridBytes(count, shape, layout), help)
}
