/** Judging images of any folder or file against those of another, without a model. */

import { imageSizeOf } from '../../base/image-size.ts'
import { type DataSettings, loadOptionsOf } from '../../data/data-settings.ts'
import { type Dataset, describeDataset, gatherBatch, imageSize } from '../../data/dataset.ts'
import type { Device } from '../../engine/device.ts'
import { evaluateInSteps } from '../../evaluation/evaluate.ts'
import { classifierData } from '../../evaluation/turned-images.ts'
import { classifierInSteps } from '../../hosts/node/classifier.ts'
import { loadData, loadSplits } from '../../hosts/node/load.ts'
import { loadNotices } from '../load-notices.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { count } from '../terminal/format.ts'
import { rgbSet } from './evaluators.ts'
import { report } from './report.ts'
import { reported } from './reported.ts'

export interface AgainstSettings extends DataSettings {
  /** A folder or file of samples. */
  readonly source: string
  /** The data that they are compared with. */
  readonly against: string
}

/** Both in the same channels: RGB, where they differ. */
const alike = (data: Dataset, channels: number) =>
  data.channels === channels ? data : rgbSet(data)

/** The samples and the images that they are compared with, of one size and in the same channels. */
async function readBoth(settings: AgainstSettings, reporter: SampleReporter, signal: AbortSignal) {
  const onNotice = (text: string) => reporter.notice(text)
  const options = {
    ...loadOptionsOf(settings),
    onNotice,
    onProgress: loadNotices(onNotice),
    signal,
  }
  const samples = await loadData(settings.source, options)
  const size = { ...options, imageSize: imageSizeOf(samples) }
  const real = await loadSplits(settings.against, { ...size, validation: 'auto' })
  const sets = [samples, real.train, real.validation]
  const same = sets.every(({ channels }) => channels === samples.channels) ? samples.channels : 3
  const [made, train, validation] = sets.map((set) => alike(set, same))
  reporter.notice(`Samples ${describeDataset(made)}`)
  reporter.notice(`Data    ${describeDataset(train)}; ${count(validation.count)} for validation`)
  return { samples: made, train, validation }
}

/**
 * Judges the samples.
 * @throws {DdpmError} where images cannot be read, or there are too few
 */
export async function judgeAgainst(
  settings: AgainstSettings,
  device: Device,
  reporter: SampleReporter,
  signal: AbortSignal,
) {
  const { samples, train: data, validation } = await readBoth(settings, reporter, signal)
  const training = classifierInSteps({ device, data: classifierData(data), signal })
  const classifier = await reported(training, 'the classifier', reporter)
  const { count: total, height, width, channels } = samples
  const numbers = Array.from({ length: total }, (_, i) => i)
  const pixels = gatherBatch(samples, numbers, new Float32Array(total * imageSize(samples)))
  const images = { shape: [total, height, width, channels], data: pixels }
  const judged = { device, classifier, images, data, validation, givenSamples: true }
  const evaluation = await reported(evaluateInSteps(judged, signal), 'the comparison', reporter)
  const about = { path: settings.source, data, seed: undefined, weights: undefined }
  const unknown = { asked: undefined, validationLoss: undefined }
  return {
    images,
    data,
    asked: undefined,
    evaluation,
    report: report(evaluation, { ...about, ...unknown }),
  }
}
