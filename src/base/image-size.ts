/** The size of images as users write it: a number for squares, else a width and a height. */

/** Pixels a side of a square, or width and height. */
export type ImageSize = number | { readonly width: number; readonly height: number }

/** Width and height, also of a square. */
export interface Sides {
  readonly width: number
  readonly height: number
}

/** Both sides of a size. */
export const sidesOf = (size: ImageSize): Sides =>
  typeof size === 'number' ? { width: size, height: size } : size

/** A size as it is kept: a number where it is square, as it was before images could be anything else. */
export const imageSizeOf = ({ width, height }: Sides): ImageSize =>
  width === height ? width : { width, height }

/** Whether two sizes are the same, however they are written. */
export function sameSize(a: ImageSize, b: ImageSize): boolean {
  const [one, other] = [sidesOf(a), sidesOf(b)]
  return one.width === other.width && one.height === other.height
}

/** As it is typed: `32`, or `48x32` for 48 wide and 32 high. */
export function showSize(size: ImageSize): string {
  const { width, height } = sidesOf(size)
  return width === height ? `${width}` : `${width}x${height}`
}

/** From `32` or `48x32`; nothing where a word is neither. */
export function parseSize(word: string): ImageSize | undefined {
  const [, width, height = width] = /^(\d+)(?:[xX×](\d+))?$/.exec(word) ?? []
  return width === undefined
    ? undefined
    : imageSizeOf({ width: Number(width), height: Number(height) })
}

/** Whether a value is one, whatever its numbers are. */
export function isImageSize(value: unknown): value is ImageSize {
  if (typeof value === 'number') return true
  if (typeof value !== 'object' || value === null) return false
  const { width, height } = value as Partial<Record<'width' | 'height', unknown>>
  return typeof width === 'number' && typeof height === 'number'
}

/** Whether both sides of a size are multiples of `step`. */
export const isMultiple = (size: ImageSize, step: number): boolean =>
  Object.values(sidesOf(size)).every((side) => side % step === 0)

/** The sizes next to one whose sides are multiples of `step`: below and above, as far as there are any. */
export function fittingSizes(size: ImageSize, step: number): ImageSize[] {
  const { width, height } = sidesOf(size)
  const both = [Math.floor, Math.ceil].map((round) =>
    imageSizeOf({ width: round(width / step) * step, height: round(height / step) * step }),
  )
  return both.filter((one) => Math.min(...Object.values(sidesOf(one))) > 0)
}
