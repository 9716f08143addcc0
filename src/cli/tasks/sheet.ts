/** Images side by side: how a task's results are shown and written. */

import { type NdArray, sizeOf } from '../../base/shape.ts'
import { encodePng } from '../../formats/png.ts'
import { writeAtomically } from '../../hosts/node/files.ts'
import { trajectoryStrip } from '../../images/trajectory.ts'
import { checkMemory, type ImageShape, imagesBytes, sheetBytes } from '../memory-check.ts'

/** Columns of images, each (rows, H, W, C), by their labels. */
export type Columns = readonly (readonly [label: string, images: NdArray])[]

/**
 * Whether a sheet of so many columns can be made of some images.
 * @throws {DdpmError} `cli.memory-exceeded`
 */
export function checkSheet(columns: number, { shape }: NdArray, scale: number): void {
  const [rows, height, width, channels] = shape
  const image: ImageShape = [height, width, channels]
  checkMemory('the results', imagesBytes(columns * rows, image), 'use a smaller -n')
  const bytes = sheetBytes(columns, rows, image, scale)
  checkMemory('the sheet of the results', bytes, 'use a smaller --scale or -n')
}

/** Writes a row for each image under a title. @returns the path */
export async function writeSheet(
  path: string,
  title: string,
  columns: Columns,
  scale: number,
): Promise<string> {
  const labels = columns.map(([label]) => label)
  const frames = columns.map(([, images]) => images)
  await writeAtomically(path, encodePng(trajectoryStrip(frames, labels, { scale, title })))
  return path
}

/** All images `times` times over, one round after the other. */
export function repeated({ shape, data }: NdArray, times: number): NdArray {
  const all = new Float32Array(times * data.length)
  for (let i = 0; i < times; i++) all.set(data, i * data.length)
  return { shape: [times * shape[0], ...shape.slice(1)], data: all }
}

/** The round of each image of `repeated`, from 0. */
export function roundOf({ shape: [count] }: NdArray): (image: number) => number {
  return (i) => Math.floor(i / count)
}

/** Rounds of `repeated` as columns `1`, `2`, ..., or by the titles of their classes, which come in turn. */
export function rounds(
  { shape, data }: NdArray,
  times: number,
  titles?: readonly string[],
): Columns {
  const one = [shape[0] / times, ...shape.slice(1)]
  const size = sizeOf(one)
  return Array.from({ length: times }, (_, i) => {
    const label = titles ? titles[i % titles.length] : `${i + 1}`
    return [label, { shape: one, data: data.subarray(i * size, (i + 1) * size) }]
  })
}
