/** Samples as files of their own, or as arrays: made and written part by part. */

import { join } from 'node:path'
import { type SamplingOptions, sampleInSteps } from '../../diffusion/sample.ts'
import { writeNpz } from '../../formats/npz-writer.ts'
import { encodePng } from '../../formats/png.ts'
import { writeAtomically } from '../../hosts/node/files.ts'
import { enlarge } from '../../images/canvas.ts'
import { toRasters } from '../../images/grid.ts'
import { interruption, isInterruption } from '../errors.ts'
import { inRgb } from '../eval/evaluators.ts'
import { classNamesFor } from '../named-grid.ts'
import { plural } from '../terminal/format.ts'
import { sampleName } from './places.ts'
import type { SampleReporter } from './reporter.ts'
import { withProgress } from './with-progress.ts'

/** Samples of a part: what an interruption loses at most. */
const PART = 64

export interface ManySamples {
  /** What is sampled; `count` and `startIndex` say which. */
  readonly options: SamplingOptions & { readonly count: number }
  readonly seed: number
  readonly classNames: readonly string[] | undefined
  readonly reporter: SampleReporter
}

interface Part {
  /** Of its first sample. */
  readonly index: number
  readonly labels: readonly number[] | undefined
  readonly rasters: ReturnType<typeof toRasters>
}

/** The samples, part by part. */
async function* parts({ options, reporter }: ManySamples): AsyncGenerator<Part> {
  const { count, labels, startIndex = 0 } = options
  for (let first = 0; first < count; first += PART) {
    const last = Math.min(first + PART, count)
    const some = labels?.slice(first, last)
    const index = startIndex + first
    const asked = { ...options, count: last - first, labels: some, startIndex: index }
    const what = `${first} of ${plural(count, 'image')} are written; the next ${last - first}`
    const images = await withProgress(what, sampleInSteps(asked), reporter)
    yield { index, labels: some, rasters: toRasters(images) }
  }
}

/**
 * A PNG for each sample, written as soon as its part is made.
 * @throws {DdpmError} `system.…`; where it is interrupted `interrupted.samples-written`, with how to go on
 */
export async function writeSingles(
  many: ManySamples,
  folder: string,
  scale: number,
): Promise<string> {
  let next = many.options.startIndex ?? 0
  try {
    for await (const { index, labels, rasters } of parts(many)) {
      const names = labels && classNamesFor(labels, many.classNames)
      for (const [i, raster] of rasters.entries()) {
        const name = sampleName(many.seed, index + i, names?.[i])
        await writeAtomically(join(folder, name), encodePng(enlarge(raster, scale)))
        next = index + i + 1
      }
    }
  } catch (error) {
    if (!isInterruption(error)) throw error
    throw interruption('interrupted.samples-written', { path: folder, next })
  }
  return folder
}

/**
 * Bytes (N, H, W, 3), transparency over white, as `arr_0` and classes (N) as `arr_1`, as evaluators of OpenAI's guided-diffusion read
 * them: one file, written at the end.
 */
export async function writeArrays(many: ManySamples, path: string): Promise<string> {
  const { count, labels, model } = many.options
  const [height, width] = model.imageShape
  const size = height * width * 3
  const data = new Uint8Array(count * size)
  let at = 0
  for await (const { rasters } of parts(many)) {
    for (const raster of rasters) {
      data.set(inRgb(raster).data, at)
      at += size
    }
  }
  const images = { shape: [count, height, width, 3], data }
  const classes = labels && { arr_1: { shape: [count], data: labels } }
  await writeAtomically(path, writeNpz({ arr_0: images, ...classes }))
  return path
}
