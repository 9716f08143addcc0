/** A host without files: images are those that are made here, and classifiers are trained each time. */

import type { Dataset } from '../data/dataset.ts'
import type { LoadOptions } from '../data/source.ts'
import { namedSource } from '../data/sources.ts'
import {
  classifierFor,
  classifierRecipe,
  trainClassifier,
} from '../evaluation/classifier-training.ts'
import { modelError } from './errors.ts'
import type { ModelHost } from './host-interface.ts'

async function load(spec: string, options: LoadOptions): Promise<Dataset> {
  const source = namedSource(spec)
  if (source?.origin === 'made') return await source.make(options)
  throw modelError('model.data-without-files', { data: spec })
}

export const withoutFiles: ModelHost = {
  writeFile: () => Promise.reject(modelError('model.without-files')),
  loadData: (spec, options) => load(spec, { ...options, split: 'train' }),
  loadSplits: async (spec, options) => ({
    train: await load(spec, { ...options, split: 'train' }),
    validation: await load(spec, { ...options, split: 'test' }),
  }),
  async *classifierInSteps({ device, data, signal }) {
    const classifier = classifierFor(data)
    const training = trainClassifier(device, classifier, data, classifierRecipe, signal)
    return { classifier, weights: yield* training }
  },
}
