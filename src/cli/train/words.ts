/** The lines of a training run that stay, for a terminal and for a file alike. */

import type { Copies } from '../../evaluation/copies.ts'
import type { EpochEvent } from '../../training/events.ts'
import type { ValidationLoss } from '../../training/validation.ts'
import { shellWord } from '../shell-word.ts'
import { count, duration, loss, percentOf, plural, rate } from '../terminal/format.ts'
import type { Progress } from './progress.ts'
import { recipeWords } from './recipe-options.ts'
import type { DoneNews, RunInfo } from './reporter.ts'
import type { TrainSettings } from './settings.ts'

export const RULE = '-'.repeat(50)

/** What is trained on what, and where it goes. */
export function opening(info: RunInfo): string[] {
  const { settings, model, data } = info
  const size = [data.width, data.height, data.channels].join(' x ')
  const batch = `batch ${settings.batchSize}`
  const validation = info.validation > 0 ? `, ${count(info.validation)} of them for validation` : ''
  const recipe = recipeWords({ ...settings, validation: 0 })
  const again = info.doneSteps > 0 ? [`resumed after step ${count(info.doneSteps)}`] : []
  const more = [...(recipe ? [recipe] : []), ...again]
  return [
    `Model   ${model.architecture}, ${count(model.parameterCount)} parameters`,
    `Data    ${data.name}, ${count(data.count)} images of ${size}${validation}`,
    `Device  ${info.device}`,
    `Run     ${info.path}`,
    `        ${[batch, `learning rate ${settings.learningRate}`, `T ${settings.timesteps}`, `seed ${settings.seed}`].join(', ')}`,
    ...more.map((line) => `        ${line}`),
    RULE,
  ]
}

/** `Epoch  3/30` */
export function epochOf(epoch: number, epochs: number): string {
  return `Epoch ${String(epoch).padStart(String(epochs).length)}/${epochs}`
}

/** The validation loss and its quarters, from low to high noise; nothing where there is none. */
function validationWords(validation: ValidationLoss | undefined): string[] {
  return validation
    ? [`Validation: ${loss(validation.mean)} (${validation.quarters.map(loss).join(' ')})`]
    : []
}

const images = (perSecond: number) =>
  Number.isFinite(perSecond) ? [`${rate(perSecond)} images/s`] : []

/** `Epoch  1/30 | Loss: 0.1234 | 812 images/s`, as the notebook prints it. */
export function epochLine(event: EpochEvent, progress: Progress): string {
  return [
    epochOf(event.epoch, progress.epochs),
    `Loss: ${loss(event.loss)}`,
    ...validationWords(event.validation),
    ...images(progress.endEpoch()),
  ].join(' | ')
}

/** `Step 1,160/56,160` */
export function stepOf({ step, info }: Progress): string {
  const total = count(info.totalSteps)
  return `${count(step).padStart(total.length)}/${total}`
}

/** Where a run stands, in one line. */
export function stepLine(progress: Progress): string {
  return [
    `Step ${stepOf(progress)}`,
    `Loss: ${loss(progress.loss)}`,
    ...images(progress.imagesPerSecond),
    `${duration(progress.secondsLeft)} left`,
  ].join(' | ')
}

/** `3 % of samples are nearer to a training image than real images are to each other`; nothing of many images. */
export function copiesWords(copies: Copies | undefined): string[] {
  if (!copies) return []
  const share = percentOf(copies.share)
  return [`${share} of samples are nearer to a training image than real images are to each other`]
}

/** How the run ended. */
export function closing(news: DoneNews, progress: Progress, seconds: number): string {
  const last = Number.isFinite(progress.loss) ? progress.loss : news.loss
  const lossWords = last === undefined ? '' : `, loss ${loss(last)}`
  const judged = validationWords(news.validation).map((words) => `\n${words}`)
  const copied = copiesWords(news.copies).map((words) => `\nCopies: ${words}.`)
  const end = `Training finished: ${plural(news.step, 'step')}${lossWords}, ${duration(seconds)}.`
  return [end, ...judged, ...copied].join('')
}

/** The command that goes on from a run: longer, on what is like its data but real, or with a figure. */
function nextAfter(run: string, settings: TrainSettings): string {
  const { data, preset, epochs, learningRateSchedule } = settings
  if (data === 'mnist' && learningRateSchedule === 'constant') {
    return `npx ddpm train --resume ${run} --epochs ${epochs + 10}`
  }
  const isDigits = data === 'digits' || data === 'mnist'
  return isDigits ? `npx ddpm train --preset ${preset} --data mnist` : `npx ddpm eval ${run}`
}

/** What was made, and three commands to try next. */
export function farewell(path: string, settings: TrainSettings, files: readonly string[]): string {
  const run = shellWord(path)
  const next = nextAfter(run, settings)
  return [
    '',
    'Made:',
    ...files.map((file) => `  ${file}`),
    '',
    'Try next:',
    `  npx ddpm sample ${run} -n 64 --gif`,
    `  npx ddpm inspect ${run}`,
    `  ${next}`,
  ].join('\n')
}
