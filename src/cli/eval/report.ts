/** An evaluation as facts for programs, and as lines for people. */

import type { Dataset } from '../../data/dataset.ts'
import { type Evaluation, SURE } from '../../evaluation/evaluate.ts'
import { fixed } from '../../plots/fixed.ts'
import type { Metric } from '../../runs/metrics.ts'
import { table } from '../terminal/charts.ts'
import { count } from '../terminal/format.ts'
import type { WeightChoice } from '../weights.ts'

/** How the samples were generated. */
export interface AboutEvaluation {
  /** Of the model's file. */
  readonly path: string
  readonly data: Dataset
  readonly sampler: string
  readonly steps: number
  readonly seed: number
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
  const { readings, distance, realDistance, balance, ...figures } = evaluation
  const { path, weights, data, sampler, steps, seed, validationLoss } = about
  const names = classNames(data, balance)
  return {
    kind: 'evaluation',
    ...{ path, weights, data: data.name, sampler, steps, seed },
    ...figures,
    balance: Object.fromEntries(names.map((name, label) => [name, balance[label]])),
    frechetDistance: { samples: distance, trainingImages: realDistance },
    validationLoss,
  }
}

function figuresOf(evaluation: Evaluation, about: AboutEvaluation) {
  const { sampler, steps, weights, validationLoss } = about
  const { readable, readableValidation, match, evenness, accuracy, nearest } = evaluation
  const by = weights === 'raw' ? ', raw weights' : ''
  const figure = (name: string, value: string | undefined) => (value ? [{ name, value }] : [])
  return [
    ...figure('Samples', `${count(evaluation.count)}, ${sampler} in ${count(steps)} steps${by}`),
    ...figure(`Read with over ${100 * SURE} % confidence`, percent(readable)),
    ...figure('  real images', percent(readableValidation)),
    ...figure('Read as the class asked', match === undefined ? undefined : percent(match)),
    ...figure('Frechet distance to validation images', short(evaluation.distance)),
    ...figure('  of training images', short(evaluation.realDistance)),
    ...figure('Evenness of classes, 0 to 1', fixed(evenness, 3)),
    ...figure('Nearest training image, median L2', short(nearest.samples)),
    ...figure('  of validation images', short(nearest.validation)),
    ...figure(
      'Classifier right about real images',
      accuracy === undefined ? '' : percent(accuracy),
    ),
    ...figure('Validation loss', validationLoss && fixed(validationLoss.mean, 4)),
    ...figure(
      '  by quarter of t',
      validationLoss?.quarters.map((loss) => fixed(loss, 3)).join(' '),
    ),
  ]
}

/** What is to be said about an evaluation. */
export function report(evaluation: Evaluation, about: AboutEvaluation): EvaluationReport {
  const figures = figuresOf(evaluation, about)
  const rows = figures.map(({ name, value }) => [name, value])
  const warnings = evaluation.warnings.map((warning) => `Warning: ${warning}`)
  return { facts: factsOf(evaluation, about), figures, lines: [...table(rows), ...warnings] }
}
