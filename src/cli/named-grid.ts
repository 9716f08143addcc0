/** Grids of images with the names of their classes: how many columns and how large, so that names fit. */

import type { NdArray } from '../base/shape.ts'
import type { Raster } from '../formats/raster.ts'
import { isDrawable } from '../images/font.ts'
import { type GridOptions, grid } from '../images/grid.ts'

/** Images in a row where nothing else is said. */
export const USUAL_COLUMNS = 8
/** Pixels between images where nothing else is said, as in torchvision. */
export const USUAL_PADDING = 2
/** No more columns than these are made to have one for each class. */
const MOST_COLUMNS = 16
/** Pixels of a column in which most names are readable. */
const READABLE = 80

/** The names of some classes as they are drawn: the number of one that the font cannot draw. */
export function classNamesFor(
  labels: ArrayLike<number>,
  names: readonly string[] | undefined,
): string[] {
  return Array.from(labels, (label) => {
    const name = names?.[label] ?? ''
    return name !== '' && isDrawable(name) ? name : `class ${label}`
  })
}

/** What was said of a grid, and what it shows. */
export interface GridAsked {
  readonly columns?: number | undefined
  readonly scale?: number | undefined
  /** Pixels around and between the images. */
  readonly padding?: number | undefined
  /** The class of each image, where there are classes to be named. */
  readonly labels?: ArrayLike<number> | undefined
}

/** After how many images the classes come again; their number where they never do. */
function turnOf(labels: ArrayLike<number>): number {
  const all = Array.from(labels)
  const turn = all.findIndex((_, i) => i > 0 && all.every((label, k) => label === all[k % i]))
  return turn < 0 ? all.length : turn
}

/** Columns in which one class stands below the other, as far as there are not too many of them. */
function columnsFor({ labels }: GridAsked): number {
  if (!labels) return USUAL_COLUMNS
  const turn = turnOf(labels)
  if (turn >= labels.length || turn > MOST_COLUMNS) return USUAL_COLUMNS
  return turn * Math.max(1, Math.floor(USUAL_COLUMNS / turn))
}

/** How a grid is laid out: what was said, else so that names fit. */
export function gridLayout(asked: GridAsked, imageWidth: number) {
  const { columns = columnsFor(asked), labels } = asked
  const { scale = labels ? Math.max(1, Math.round(READABLE / imageWidth)) : 1 } = asked
  return { columns, scale, padding: asked.padding ?? USUAL_PADDING }
}

/** A grid with the names of the images' classes. @param names of all classes, in their order */
export function namedGrid(
  images: NdArray,
  asked: GridAsked,
  names: readonly string[] | undefined,
): Raster {
  const { labels } = asked
  const layout: GridOptions = gridLayout(asked, images.shape[2])
  return grid(images, { ...layout, ...(labels && { labels: classNamesFor(labels, names) }) })
}
