/** Pictures side by side: how a task's results are shown and written. */

import { encodePng, type NdArray, sizeOf, trajectoryStrip, writeAtomically } from '../../node.ts'

/** Columns of pictures, each (rows, H, W, C), by their labels. */
export type Columns = readonly (readonly [label: string, images: NdArray])[]

/** Writes a row for each picture under a title. @returns the path */
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

/** All pictures `times` times over, one round after the other. */
export function repeated({ shape, data }: NdArray, times: number): NdArray {
  const all = new Float32Array(times * data.length)
  for (let i = 0; i < times; i++) all.set(data, i * data.length)
  return { shape: [times * shape[0], ...shape.slice(1)], data: all }
}

/** Rounds of `repeated` as columns `1`, `2`, ... */
export function rounds({ shape, data }: NdArray, times: number): Columns {
  const one = [shape[0] / times, ...shape.slice(1)]
  const size = sizeOf(one)
  return Array.from({ length: times }, (_, i) => {
    return [`${i + 1}`, { shape: one, data: data.subarray(i * size, (i + 1) * size) }]
  })
}
