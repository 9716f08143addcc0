/** The visitor's images: read when they are dropped, and again when their size is changed. */

import { signal } from '@preact/signals'
import { resizeSpecs } from '../../../../src/data/preparation.ts'
import { type BuiltInName, isBuiltIn } from '../../compute/built-in.ts'
import { ComputeError, onLost, start, type Task } from '../../compute/client.ts'
import type { DataInfo, GivenFile } from '../../compute/protocol.ts'
import { type Refusal, refusalOf } from '../../parts/refusal.ts'
import { data } from './settings.ts'

/** Sizes of squares that the networks can halve, and that of the images, where they have one. */
export const imageSizes = ['16', '28', '32', '64', 'other', 'own'] as const
export type ImageSize = (typeof imageSizes)[number]

/** Pixels that images are brought to; IDX files have their own. */
export const imageSize = signal<ImageSize>('28')
/** Width and height, where another size is chosen. */
export const otherSize = signal({ width: 48, height: 32 })
/** What is behind images that are transparent; kept, the network learns their alpha. */
export const backgrounds = ['white', 'black', 'keep'] as const
export const fits = resizeSpecs.fit.values
export const resizes = resizeSpecs.resize.values
export interface Preparation {
  readonly background: (typeof backgrounds)[number]
  readonly fit: (typeof fits)[number]
  readonly resize: (typeof resizes)[number]
}
/** How images are brought to their size. */
export const preparation = signal<Preparation>({
  ...{ background: 'white', fit: resizeSpecs.fit.default, resize: resizeSpecs.resize.default },
})
export const reading = signal<{ readonly read: number; readonly total: number } | undefined>(
  undefined,
)
/** Why the files given last cannot be used. */
export const refusal = signal<Refusal | undefined>(undefined)

let files: readonly GivenFile[] = []
/** The reading under way; one that is not is void. */
let task: Task<DataInfo> | undefined

function stop(): void {
  task?.cancel()
  task = undefined
  reading.value = undefined
}

/** A number where it is square. */
function sizeAsked() {
  const { width, height } = otherSize.value
  if (imageSize.value !== 'other') return Number(imageSize.value)
  return width === height ? width : { width, height }
}

/** What was there before stays where the files are of no use. */
async function read(): Promise<void> {
  stop()
  refusal.value = undefined
  const [given, before] = [files, data.value]
  const asked = {
    ...{ files: given, preparation: preparation.value },
    ...(imageSize.value !== 'own' && { imageSize: sizeAsked() }),
  }
  const mine = start('readData', asked, (progress) => {
    if (task === mine) reading.value = progress
  })
  task = mine
  data.value = undefined
  try {
    const info = await mine.result
    if (task === mine) data.value = info
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    if (task !== mine) return
    data.value = error.kind === 'lost' ? undefined : before
    refusal.value = await refusalOf('images', given, error)
  } finally {
    if (task === mine) stop()
  }
}

/** @param given at least one */
export function takeFiles(given: readonly GivenFile[]): void {
  files = given
  void read()
}

export function chooseSize(size: ImageSize): void {
  imageSize.value = size
  if (files.length > 0) void read()
}

export function chooseOther(changed: Partial<typeof otherSize.value>): void {
  otherSize.value = { ...otherSize.value, ...changed }
  if (files.length > 0) void read()
}

export function prepare(changed: Partial<Preparation>): void {
  preparation.value = { ...preparation.value, ...changed }
  if (files.length > 0) void read()
}

/** Trains on the visitor's from now on: those given before, if any. */
export function chooseOwn(): void {
  if (!isBuiltIn(data.value)) return
  data.value = undefined
  if (files.length > 0) void read()
}

export function chooseBuiltIn(name: BuiltInName): void {
  stop()
  refusal.value = undefined
  data.value = name
}

/** The worker held them. */
onLost(() => {
  if (!isBuiltIn(data.value)) data.value = undefined
})
