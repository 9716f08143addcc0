/** An evaluation from a run or a file to its report: what is opened, made and written, in order. */

import { dirname, join } from 'node:path'
import {
  classifierInSteps,
  type Device,
  describeDataset,
  encodePng,
  evaluate,
  isRunFolder,
  type LoadedFile,
  loadSplits,
  type Metric,
  openDevice,
  RunFolder,
  runFiles,
  type Splits,
  sampleInSteps,
  showShape,
  UserError,
  writeAtomically,
} from '../../node.ts'
import { type Asking, askFor } from '../asking.ts'
import { UsageError } from '../errors.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { told } from '../sample/session.ts'
import { count, plural } from '../terminal/format.ts'
import { parseSettings, type TrainSettings } from '../train/settings.ts'
import { loadWith, takenWeights, type WeightChoice, weightNotices } from '../weights.ts'
import { type EvaluationReport, type HeldOutLoss, report } from './report.ts'
import { sheetOf } from './sheet.ts'

export interface EvalSettings extends Asking {
  /** A run folder or a file. */
  readonly source: string
  readonly sampler: string
  /** Pictures. */
  readonly count: number
  /** The run's own where it is not given. */
  readonly data: string | undefined
  readonly weights?: WeightChoice | undefined
  readonly seed: number
  /** The run folder where it is not given. */
  readonly out: string | undefined
  readonly device?: string | undefined
  readonly threads?: number | undefined
}

/** What a run says of itself; nothing where the source is a file. */
interface RunFacts {
  readonly settings?: TrainSettings
  readonly heldOutLoss?: HeldOutLoss
}

async function runFacts(source: string): Promise<RunFacts> {
  if (!(await isRunFolder(source))) return {}
  const folder = await RunFolder.open(source)
  const settings = parseSettings(await folder.readConfig(), join(source, runFiles.config))
  const metrics: (Metric & { heldOut?: HeldOutLoss })[] = await folder.readMetrics()
  return { settings, heldOutLoss: metrics.findLast(({ heldOut }) => heldOut)?.heldOut }
}

/** How many images the model was not trained on: of a run by its config, of a checkpoint by its own. */
const heldOutOf = ({ checkpoint }: LoadedFile, { settings }: RunFacts) =>
  settings ? settings.heldOut : checkpoint?.config.training.heldOut

/** The data that the model was trained on, in the model's size, and held-out images. */
async function loadFor(
  loaded: LoadedFile,
  { data, source }: EvalSettings,
  facts: RunFacts,
  reporter: SampleReporter,
): Promise<Splits> {
  const { model } = loaded
  const { settings } = facts
  const spec = data ?? settings?.data
  if (spec === undefined) {
    throw new UsageError(`${source} does not say what it was trained on: add --data`)
  }
  const [height, width, channels] = model.imageShape
  const own = spec === settings?.data ? { count: settings.dataCount, seed: settings.seed } : {}
  const onNotice = (text: string) => reporter.notice(text)
  const asTrained = { ...own, heldOut: heldOutOf(loaded, facts) }
  const splits = await loadSplits(spec, { ...asTrained, size: height, onNotice })
  const { train, heldOut } = splits
  reporter.notice(`Data    ${describeDataset(train)}; ${count(heldOut.count)} held out`)
  if (train.height === height && train.width === width && train.channels === channels) return splits
  const shape = showShape([train.height, train.width, train.channels])
  throw new UserError(
    `the images of ${train.name} are ${shape} and the model makes ${showShape(model.imageShape)}: ` +
      'name the --data that it was trained on',
  )
}

/** Pictures, and the classes asked of them where the model knows some: each as often. */
async function makePictures(
  loaded: LoadedFile,
  settings: EvalSettings,
  device: Device,
  reporter: SampleReporter,
  signal: AbortSignal,
) {
  const { count: pictures, seed } = settings
  const options = { ...askFor(settings, loaded, pictures), device, seed, signal }
  const images = await told(plural(pictures, 'picture'), sampleInSteps(options), reporter)
  return { images, labels: options.labels, steps: options.sampler.rows.length }
}

/** What was found, the pictures it is about, and where they go. */
async function judge(
  settings: EvalSettings,
  device: Device,
  reporter: SampleReporter,
  signal: AbortSignal,
) {
  const loaded = await loadWith(settings.source, settings.weights)
  const facts = await runFacts(settings.source)
  reporter.notice(`Model   ${loaded.path}: ${loaded.model.architecture}`)
  for (const text of weightNotices(loaded, settings.weights)) reporter.notice(text)
  const { train: data, heldOut } = await loadFor(loaded, settings, facts, reporter)
  const training = classifierInSteps({ device, data })
  const classifier = await told('the classifier', training, reporter, signal)
  const { images, labels, steps } = await makePictures(loaded, settings, device, reporter, signal)
  reporter.notice('Comparing with real images')
  const asked = labels
  const evaluation = await evaluate({ device, classifier, images, asked, data, heldOut })
  const weights = takenWeights(loaded, settings.weights)
  const { heldOutLoss } = facts
  const about = { ...settings, weights, path: loaded.path, steps, data, asked, heldOutLoss }
  return { images, data, asked, report: report(evaluation, about), evaluation }
}

/** Where the results go: the run folder, or beside the file. */
async function folderFor({ out, source }: EvalSettings): Promise<string> {
  if (out !== undefined) return out
  return (await isRunFolder(source)) ? source : dirname(source)
}

/**
 * Makes pictures with a model, judges them, and writes `eval.json` and `eval.png`.
 * @throws {Interruption} where the signal is aborted.
 */
export async function runEvaluation(
  settings: EvalSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<EvaluationReport & { readonly files: readonly string[] }> {
  const device = await openDevice({ device: settings.device, threads: settings.threads })
  try {
    const judged = await judge(settings, device, reporter, signal)
    const folder = await folderFor(settings)
    const files = [join(folder, 'eval.json'), join(folder, 'eval.png')]
    await writeAtomically(files[0], `${JSON.stringify(judged.report.facts, undefined, 2)}\n`)
    await writeAtomically(files[1], encodePng(sheetOf(judged)))
    return { ...judged.report, files }
  } finally {
    reporter.end()
    await device.close()
  }
}
