/** Whether the samples of a run copy what it is trained on: judged for few images, which are soon known by heart. */

import type { NdArray } from '../base/shape.ts'
import { type Dataset, FEW_IMAGES, imageSize, isStored } from '../data/dataset.ts'
import { type Copies, CopyFinder } from '../evaluation/copies.ts'
import { restingBetween } from '../evaluation/rest.ts'
import type { ResolvedTraining } from './options.ts'

/** The images in memory. */
async function inMemory(data: ResolvedTraining['trained']): Promise<Dataset> {
  if (!isStored(data)) return data
  const { store, ...facts } = data
  const images = new Uint8Array(data.count * imageSize(data))
  await store.read(
    Array.from({ length: data.count }, (_, i) => i),
    images,
  )
  return { ...facts, images }
}

export class CopyWatch {
  readonly #options: Pick<ResolvedTraining, 'trained' | 'recipe' | 'signal'>
  #finder: CopyFinder | undefined
  /** Of the last samples that were judged. */
  #last: Copies | undefined

  constructor(options: Pick<ResolvedTraining, 'trained' | 'recipe' | 'signal'>) {
    this.#options = options
  }

  /** What there is to say of the last samples; nothing of many images. */
  get last(): { readonly copies?: Copies } {
    return this.#last ? { copies: this.#last } : {}
  }

  /** Judges samples. @throws the signal's reason where it is aborted */
  async judge({ data: samples }: NdArray): Promise<void> {
    const { trained, recipe, signal } = this.#options
    if (trained.count >= FEW_IMAGES) return
    const mirrored = recipe.augmentFlip
    this.#finder ??= new CopyFinder(await inMemory(trained), { mirrored })
    this.#last = await restingBetween(this.#finder.find(samples), signal)
  }
}
