/** Whether what is asked for fits in memory: estimates in bytes, judged before work begins. */

import { UserError } from '../node.ts'
import { bytes } from './terminal/format.ts'

/** Of one picture or one array, below the longest typed array that every engine makes. */
export const MEMORY_LIMIT = 2 ** 31
const FLOAT_BYTES = 4
const PADDING = 2
/** Weights, gradients, two moments and the moving average. */
const COPIES_IN_TRAINING = 5

type ImageShape = readonly [height: number, width: number, channels: number]

/** Bytes of the numbers of `count` images. */
export const imagesBytes = (count: number, [height, width, channels]: ImageShape): number =>
  count * height * width * channels * FLOAT_BYTES

/** Bytes of the grid that shows `count` images, in which a pixel is `scale` pixels a side. */
export function gridBytes(
  count: number,
  [height, width, channels]: ImageShape,
  { columns, scale }: { readonly columns: number; readonly scale: number },
): number {
  const across = Math.min(columns, count)
  const down = Math.ceil(count / across)
  const pixels = (across * (width + PADDING) + PADDING) * (down * (height + PADDING) + PADDING)
  return pixels * scale ** 2 * channels
}

/** Bytes that the parameters of a network take in training. */
export const trainingBytes = (parameterCount: number): number =>
  parameterCount * COPIES_IN_TRAINING * FLOAT_BYTES

/**
 * @param what takes the memory, as the subject of a sentence
 * @param help the option to change
 * @throws {UserError} where it is more than the limit.
 */
export function checkMemory(
  what: string,
  needed: number,
  help: string,
  limit = MEMORY_LIMIT,
): void {
  if (needed <= limit) return
  throw new UserError(
    `${what} takes ${bytes(needed)} of memory, more than the limit of ${bytes(limit)}: ${help}`,
  )
}
