/** What images of a set are like before they are resized: sizes, copies, and those that are odd. */

import type { Raster } from '../formats/raster.ts'

/** Of one image. */
export interface SurveyedImage {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly channels: Raster['channels']
  /** The same for the same pixels. */
  readonly key: string
  /** Whether all pixels are alike, so that nothing is seen. */
  readonly isBlank: boolean
}

export interface Survey {
  /** The most frequent first. */
  readonly sizes: readonly {
    readonly width: number
    readonly height: number
    readonly count: number
  }[]
  /** Paths of images that have the same pixels, two or more each. */
  readonly duplicates: readonly (readonly string[])[]
  readonly blank: readonly string[]
  /** Of many times the usual area. */
  readonly larger: readonly string[]
  /** Of a small part of the usual area. */
  readonly smaller: readonly string[]
}

/** By how much an area differs from the usual one before it is worth a word. */
const FAR = 16

/** Whether all pixels of an image are alike, or none is seen. */
export function isBlank({ channels, data }: Raster): boolean {
  if (channels === 2 || channels === 4) {
    let seen = false
    for (let i = channels - 1; i < data.length; i += channels) seen ||= data[i] > 0
    if (!seen) return true
  }
  for (let i = channels; i < data.length; i++) if (data[i] !== data[i - channels]) return false
  return true
}

function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups.values()]
}

/** What images have in common, and which stand out. */
export function survey(images: readonly SurveyedImage[]): Survey {
  const areaOf = ({ width, height }: SurveyedImage) => width * height
  const areas = images.map(areaOf).sort((a, b) => a - b)
  const usual = areas[areas.length >> 1] ?? 0
  const pathsOf = (some: readonly SurveyedImage[]) => some.map(({ path }) => path)
  return {
    sizes: groupsBy(images, ({ width, height }) => `${width} ${height}`)
      .map((group) => ({ width: group[0].width, height: group[0].height, count: group.length }))
      .sort((a, b) => b.count - a.count),
    duplicates: groupsBy(images, ({ key }) => key)
      .filter((group) => group.length > 1)
      .map(pathsOf),
    blank: pathsOf(images.filter((image) => image.isBlank)),
    larger: pathsOf(images.filter((image) => areaOf(image) > FAR * usual)),
    smaller: pathsOf(images.filter((image) => areaOf(image) * FAR < usual)),
  }
}
