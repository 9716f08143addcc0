/** An evaluation as facts for programs, and as lines for people. */

import type { Dataset } from '../../data/dataset.ts'
import { type Evaluation, SURE } from '../../evaluation/evaluate.ts'
import { fixed } from '../../plots/fixed.ts'
import type { Metric } from '../../runs/metrics.ts'
import { table } from '../terminal/charts.ts'
import { count, percentOf } from '../terminal/format.ts'
import type { WeightChoice } from '../weights.ts'

/** How the samples were generated. */
export interface AboutEvaluation {
  /** Of the model's file. */
  readonly path: string
  readonly data: Dataset
  /** Nothing of images that were not sampled here. */
  readonly sampler?: string
  readonly steps?: number
  /** Nothing of images that were not sampled here. */
  readonly seed: number | undefined
  /** Where the model had a choice. */
  readonly weights: WeightChoice | undefined
  readonly asked: readonly number[] | undefined
  /** As the run's metrics have it. */
  readonly validationLoss: Metric['validation']
}

export interface EvaluationReport {
  /** Goes out as JSON. */
  readonly facts: Readonly<Record<string, unknown>>
  /** Name and value of each figure. */
  readonly figures: readonly { readonly name: string; readonly value: string }[]
  readonly lines: readonly string[]
}

const percent = (share: number) => `${fixed(100 * share, 1)} %`
/** A distance as people read it. */
const short = (value: number) => fixed(value, value < 10 ? 2 : value < 100 ? 1 : 0)

/** What the classes are called. */
export function classNames({ classes }: Dataset, balance: readonly number[]): readonly string[] {
  return classes ?? balance.map((_, label) => String(label))
}

function factsOf(evaluation: Evaluation, about: AboutEvaluation): Record<string, unknown> {
  const { readings, distance, realDistance, spread, against, drawn, balance, ...figures } =
    evaluation
  const { path, weights, data, sampler, steps, seed, validationLoss } = about
  const names = balance && classNames(data, balance)
  const distances = { samples: distance, trainingImages: realDistance }
  return {
    kind: 'evaluation',
    ...{ path, weights, data: data.name, sampler, steps, seed },
    ...figures,
    ...(names && {
      balance: Object.fromEntries(names.map((name, label) => [name, balance[label]])),
    }),
    frechetDistance: { ...distances, spread, against, ...(drawn !== undefined && { drawn }) },
    validationLoss,
  }
}

type Figure = EvaluationReport['figures'][number]

const figure = (name: string, value: string | undefined): Figure[] =>
  value ? [{ name, value }] : []

/** `12.3 +- 0.4` */
const within = (value: number, deviation: number) => `${short(value)} +- ${short(deviation)}`

/** What is read in samples; nothing of data without classes. */
function readingFigures(evaluation: Evaluation): Figure[] {
  const { readable, readableValidation, match, evenness, accuracy } = evaluation
  if (readable === undefined || readableValidation === undefined) return []
  return [
    ...figure(`Read with over ${100 * SURE} % confidence`, percent(readable)),
    ...figure('  real images', percent(readableValidation)),
    ...figure('Read as the class asked', match === undefined ? undefined : percent(match)),
    ...figure('Evenness of classes, 0 to 1', evenness === undefined ? '' : fixed(evenness, 3)),
    ...figure(
      'Classifier right about real images',
      accuracy === undefined ? '' : percent(accuracy),
    ),
  ]
}

function distanceFigures(evaluation: Evaluation): Figure[] {
  const { distance, realDistance, spread, against, drawn = 0 } = evaluation
  const isHalved = against === 'halves'
  const name = isHalved
    ? `Frechet distance, ${count(drawn)} images each`
    : 'Frechet distance to validation images'
  return [
    ...figure(name, within(distance, spread.samples)),
    ...figure(
      isHalved ? '  real images to others' : '  of training images',
      within(realDistance, spread.real),
    ),
  ]
}

function figuresOf(evaluation: Evaluation, about: AboutEvaluation): Figure[] {
  const { sampler, steps, weights, validationLoss } = about
  const { nearest, copies } = evaluation
  const by = weights === 'raw' ? ', raw weights' : ''
  const made = sampler === undefined ? '' : `, ${sampler} in ${count(steps ?? 0)} steps${by}`
  return [
    ...figure('Samples', `${count(evaluation.count)}${made}`),
    ...readingFigures(evaluation),
    ...distanceFigures(evaluation),
    ...figure('Nearest training image, median L2', short(nearest.samples)),
    ...figure('  of validation images', short(nearest.validation)),
    ...figure(
      'Copies of training images',
      copies && `${percentOf(copies.share)} of ${count(copies.samples)}`,
    ),
    ...figure('Validation loss', validationLoss && fixed(validationLoss.mean, 4)),
    ...figure(
      '  by quarter of t',
      validationLoss?.quarters.map((loss) => fixed(loss, 3)).join(' '),
    ),
  ]
}

/** What to know of the figures. */
const copiesNote = ({ copies }: Evaluation): string[] =>
  copies
    ? [
        'A copy is nearer to a training image than real images are to each other; new ones come to about 5 %.',
      ]
    : []

/** What is to be said about an evaluation. */
export function report(evaluation: Evaluation, about: AboutEvaluation): EvaluationReport {
  const figures = figuresOf(evaluation, about)
  const rows = figures.map(({ name, value }) => [name, value])
  const warnings = evaluation.warnings.map((warning) => `Warning: ${warning}`)
  return {
    facts: factsOf(evaluation, about),
    figures,
    lines: [...table(rows), ...copiesNote(evaluation), ...warnings],
  }
}
