/** The evaluation's classifier for a dataset: trained once per user, then taken from the cache. */

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import type { Dataset } from '../../data/dataset.ts'
import type { Classifier } from '../../evaluation/classifier.ts'
import { decodeClassifier, encodeClassifier } from '../../evaluation/classifier-file.ts'
import {
  type ClassifierProgress,
  type ClassifierRecipe,
  classifierFor,
  classifierRecipeFor,
  trainClassifier,
} from '../../evaluation/classifier-training.ts'
import type { TrainedClassifier } from '../../evaluation/reading.ts'
import type { ClassifierOptions } from '../../models/host-interface.ts'
import { cacheFolder } from './cache.ts'
import { writeAtomically } from './files.ts'

export interface CachedClassifierOptions extends ClassifierOptions {
  readonly recipe?: ClassifierRecipe
  /** Where classifiers are kept; by default a folder of the user's, see `cacheFolder`. */
  readonly cacheDir?: string
}

/** Raised where the same recipe would give other weights. */
const NETWORK_VERSION = 1

/** What the weights depend on, as a word; kernels' rounding left aside. */
function keyOf({ images, labels, ...about }: Dataset, recipe: ClassifierRecipe): string {
  const { count, height, width, channels } = about
  const hash = createHash('sha256')
  hash.update(JSON.stringify([NETWORK_VERSION, count, height, width, channels, recipe]))
  hash.update(images)
  if (labels) hash.update(labels)
  return hash.digest('hex').slice(0, 24)
}

/** What the cache holds; nothing where there is no file, or a damaged one. */
async function cached(path: string, classifier: Classifier, key: string) {
  const bytes = await readFile(path).catch(() => undefined)
  try {
    return bytes && decodeClassifier(new Uint8Array(bytes), classifier, key)
  } catch (error) {
    if (error instanceof DdpmError) return undefined
    throw error
  }
}

/**
 * The classifier for a dataset, from the cache or, where it is not there or damaged, trained now;
 * yields while it trains. A cache that cannot be written is done without.
 * @throws {DdpmError} `classifier.labels-missing`, `classifier.one-class`
 */
export async function* classifierInSteps({
  device,
  data,
  recipe = classifierRecipeFor(data),
  cacheDir = cacheFolder(),
  signal,
}: CachedClassifierOptions): AsyncGenerator<ClassifierProgress, TrainedClassifier> {
  const classifier = classifierFor(data)
  const key = keyOf(data, recipe)
  const path = join(cacheDir, 'classifiers', `${key}.safetensors`)
  const known = await cached(path, classifier, key)
  if (known) return { classifier, weights: known }
  const weights = yield* trainClassifier(device, classifier, data, recipe, signal)
  await writeAtomically(path, encodeClassifier(classifier, weights, key)).catch((error) => {
    if (!(error instanceof DdpmError)) throw error
  })
  return { classifier, weights }
}
