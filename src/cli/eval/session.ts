/** An evaluation from a run or a file to its report: what is opened, made and written, in order. */

import { basename, dirname, extname, join } from 'node:path'
import { colourOf } from '../../base/colour.ts'
import { imageSizeOf } from '../../base/image-size.ts'
import { type NdArray, showShape } from '../../base/shape.ts'
import { type DataSettings, loadOptionsOf } from '../../data/data-settings.ts'
import { type Dataset, describeDataset, type Splits } from '../../data/dataset.ts'
import { conditioningOf } from '../../diffusion/guidance.ts'
import type { Device } from '../../engine/device.ts'
import { encodePng } from '../../formats/png.ts'
import { writeAtomically } from '../../hosts/node/files.ts'
import { loadSplits } from '../../hosts/node/load.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import { isRunFolder, RunFolder } from '../../hosts/node/run-folder.ts'
import { toRasters } from '../../images/grid.ts'
import { numbered } from '../../models/evaluate.ts'
import { Model } from '../../models/model.ts'
import { openDevice } from '../../node.ts'
import { evaluationFiles, runFiles } from '../../runs/layout.ts'
import { lastValidation, type Metric } from '../../runs/metrics.ts'
import { type Asking, askFor, quickSampler } from '../asking.ts'
import { breathe } from '../breathe.ts'
import { cliError } from '../errors.ts'
import { loadNotices } from '../load-notices.ts'
import { checkMemory, imagesBytes } from '../memory-check.ts'
import { checkOutputs } from '../outputs.ts'
import type { SampleReporter } from '../sample/reporter.ts'
import { asTrained } from '../tasks/given-images.ts'
import { count, plural } from '../terminal/format.ts'
import { parseSettings, type TrainSettings } from '../train/settings.ts'
import { usageError } from '../usage-errors.ts'
import { loadWith, takenWeights, type WeightChoice, weightNotices } from '../weights.ts'
import { judgeAgainst } from './against.ts'
import { writeForEvaluators } from './evaluators.ts'
import { type EvaluationReport, report } from './report.ts'
import { reported } from './reported.ts'
import { sheetOf } from './sheet.ts'
import { validationLossInSteps } from './validation-loss.ts'

export interface EvalSettings extends Asking, DataSettings {
  /** A run folder or a file; with `against` a folder or file of samples. */
  readonly source: string
  /** Samples. */
  readonly count: number
  /** The run's own where it is not given. */
  readonly data: string | undefined
  /** What samples are compared with, without a model. */
  readonly against?: string | undefined
  /** A folder for samples and real images as other evaluators read them. */
  readonly exportTo?: string | undefined
  readonly weights?: WeightChoice | undefined
  readonly seed: number
  /** A folder; see `filesFor` where it is not given. */
  readonly out: string | undefined
  readonly device?: string | undefined
  readonly threads?: number | undefined
  readonly variant?: string | undefined
}

/** What a run says of itself; nothing where the source is a file. */
interface RunFacts {
  readonly settings?: TrainSettings
  readonly validationLoss?: Metric['validation']
}

async function runFacts(source: string): Promise<RunFacts> {
  if (!(await isRunFolder(source))) return {}
  const folder = await RunFolder.open(source)
  const settings = parseSettings(await folder.readConfig(), join(source, runFiles.config))
  return { settings, validationLoss: lastValidation(await folder.readMetrics())?.validation }
}

/** How many images the model was not trained on: by its checkpoint, of a run without one by its settings. */
const validationOf = ({ checkpoint }: LoadedFile, { settings }: RunFacts) =>
  checkpoint?.config.training.validation ?? settings?.validation

/** The data that the model was trained on, in the model's size, and validation images. */
async function loadFor(
  loaded: LoadedFile,
  { data, source }: EvalSettings,
  facts: RunFacts,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<Splits> {
  const { network: model } = loaded
  const { settings } = facts
  const spec = data ?? settings?.data
  if (spec === undefined) throw usageError('usage.data-not-recorded', { source })
  const [height, width, channels] = model.imageShape
  const isOwn = spec === settings?.data
  const prepared = await asTrained(source, loaded)
  const own = isOwn ? { ...loadOptionsOf(settings), ...prepared, seed: settings.seed } : prepared
  const onNotice = (text: string) => reporter.notice(text)
  const onProgress = loadNotices(onNotice)
  const options = {
    ...own,
    validation: validationOf(loaded, facts),
    imageSize: imageSizeOf({ width, height }),
    onNotice,
    onProgress,
    signal,
  }
  const splits = numbered(loaded, await loadSplits(spec, options))
  const { train, validation } = splits
  reporter.notice(`Data    ${describeDataset(train)}; ${count(validation.count)} for validation`)
  if (train.height === height && train.width === width && train.channels === channels) return splits
  const shape = showShape([train.height, train.width, train.channels])
  const wanted = showShape(model.imageShape)
  throw cliError('cli.data-of-another-shape', { data: train.name, shape, wanted })
}

/** The run's own loss is of its own data, and of its EMA where it has one. */
const knownLoss = ({ data, weights }: EvalSettings, { settings, validationLoss }: RunFacts) =>
  (data === undefined || data === settings?.data) && weights !== 'raw' ? validationLoss : undefined

/** What was found, the samples it is about, and where they go. */
async function judge(
  settings: EvalSettings,
  device: Device,
  reporter: SampleReporter,
  signal: AbortSignal,
) {
  const loaded = await loadWith(settings.source, settings.weights)
  const sampler = settings.sampler ?? quickSampler(loaded)
  const asking = askFor({ ...settings, sampler }, loaded, settings.count) // refuses before anything long begins
  conditioningOf(loaded.network, asking, settings.count)
  const what = plural(settings.count, 'image')
  checkMemory(what, imagesBytes(settings.count, loaded.network.imageShape), 'use a smaller -n')
  const facts = await runFacts(settings.source)
  reporter.notice(`Model   ${loaded.path}: ${loaded.network.architecture}`)
  for (const text of weightNotices(loaded, settings.weights)) reporter.notice(text)
  const splits = await loadFor(loaded, settings, facts, reporter, signal)
  const { train: data } = splits
  signal.throwIfAborted()
  const { count: samples, seed, guidance, guidanceRescale } = settings
  const sampled = { count: samples, seed, guidance, guidanceRescale }
  const task = new Model(loaded).evaluate(splits, {
    ...sampled,
    device,
    signal,
    sampler: () => asking.sampler,
    mirrored: facts.settings?.augmentFlip,
  })
  const parts = { classifier: 'the classifier', sampling: what, comparison: 'the comparison' }
  for await (const { stage, ...progress } of task) {
    reporter.news({ kind: 'sampling', what: parts[stage], ...progress })
    await breathe()
  }
  const evaluation = await task
  const { images, asked } = evaluation
  const weights = takenWeights(loaded, settings.weights)
  const validating = validationLossInSteps(loaded, splits, device, signal)
  const validationLoss =
    knownLoss(settings, facts) ?? (await reported(validating, 'the validation loss', reporter))
  const { name, rows } = asking.sampler
  const made = { sampler: name, steps: rows.length }
  const about = { ...settings, ...made, weights, path: loaded.path, data, asked, validationLoss }
  return { images, data, asked, report: report(evaluation, about), evaluation }
}

/**
 * Where the results go: the folder named, the run folder, or beside the model's file and under its
 * name, so that one model's do not take another's place.
 */
export async function filesFor({ out, source }: Pick<EvalSettings, 'out' | 'source'>) {
  const folder = out ?? ((await isRunFolder(source)) ? source : undefined)
  const prefix = folder === undefined ? `${basename(source, extname(source))}-` : ''
  const path = (name: string) => join(folder ?? dirname(source), prefix + name)
  return [path(evaluationFiles.facts), path(evaluationFiles.sheet)] as const
}

/** Writes samples and training images for other evaluators, where that is asked for. @returns the paths */
async function exportBoth(
  { exportTo, source, background }: EvalSettings,
  { images, data }: { readonly images: NdArray; readonly data: Dataset },
): Promise<string[]> {
  if (exportTo === undefined) return []
  const [number, height, width, channels] = images.shape
  const bytes = new Uint8Array(images.data.length)
  let at = 0
  for (const raster of toRasters(images)) {
    bytes.set(raster.data, at)
    at += raster.data.length
  }
  const samples = { name: source, count: number, height, width, channels, images: bytes }
  const behind = colourOf(background ?? '') // read with `keep`, they are exported over white
  return [
    ...(await writeForEvaluators(exportTo, 'samples', samples, behind)),
    ...(await writeForEvaluators(exportTo, 'real', data, behind)),
  ]
}

/**
 * Generates samples, evaluates them, and writes the figures and a sheet.
 * @throws the signal's reason where it is aborted; {DdpmError} where what is asked cannot be made.
 */
export async function runEvaluation(
  settings: EvalSettings,
  reporter: SampleReporter,
  signal: AbortSignal,
): Promise<EvaluationReport & { readonly files: readonly string[] }> {
  const { device: name, threads, variant } = settings
  const files = await filesFor(settings)
  checkOutputs(files, '--out')
  if (settings.exportTo !== undefined) {
    checkOutputs([join(settings.exportTo, 'samples.npz')], '--export')
  }
  const device = await openDevice({ device: name, threads, variant })
  try {
    const { against } = settings
    const judged =
      against === undefined
        ? await judge(settings, device, reporter, signal)
        : await judgeAgainst({ ...settings, against }, device, reporter, signal)
    await writeAtomically(files[0], `${JSON.stringify(judged.report.facts, undefined, 2)}\n`)
    await writeAtomically(files[1], encodePng(sheetOf(judged)))
    const exported = await exportBoth(settings, judged)
    return { ...judged.report, files: [...files, ...exported] }
  } finally {
    reporter.end()
    await device.close()
  }
}
