/**
 * The options of `ddpm train` that shape how a model learns: one row each, by the recipe's name. What
 * they mean to the numbers is in training/recipe.ts.
 */

import { Option } from '@commander-js/extra-typings'
import { type PlannedRecipe, plainRecipe, targets } from '../../node.ts'
import {
  learningRateSchedules,
  lossWeightings,
  timestepSamplings,
} from '../../training/recipe-specs.ts'
import { numberBetween, oneOf, wholeNumber, wholeNumberOr } from '../options/readers.ts'

/** Options that stand elsewhere in the help. */
type Elsewhere = 'batchSize' | 'learningRate' | 'seed'

interface Row<Value> {
  readonly group: string
  readonly flag: `--${string}`
  /** What follows the flag in the help. */
  readonly value: string
  readonly help: string
  readonly read: (word: string) => Value
}

const aim = 'What it learns to find:'
const steps = 'How it steps:'
const judged = 'How it is judged:'

const decay = numberBetween(0, 1, { most: false })

export const recipeOptions: {
  readonly [K in Exclude<keyof PlannedRecipe, Elsewhere>]: Row<PlannedRecipe[K]>
} = {
  target: {
    ...{ group: aim, flag: '--target', value: '<name>', read: oneOf(targets) },
    help: 'eps (the noise, as in the notebook), x0 (the picture) or v (both, by noise level: good with few steps)',
  },
  lossWeighting: {
    ...{ group: aim, flag: '--loss-weighting', value: '<name>', read: oneOf(lossWeightings) },
    help: 'none, or min-snr: easy timesteps count less, which learns faster',
  },
  snrGamma: {
    ...{
      group: aim,
      flag: '--snr-gamma',
      value: '<n>',
      read: numberBetween(0, Infinity, { least: false }),
    },
    help: 'where min-snr clamps the signal-to-noise ratio',
  },
  timestepSampling: {
    ...{ group: aim, flag: '--timestep-sampling', value: '<name>', read: oneOf(timestepSamplings) },
    help: 'uniform, stratified (evenly over each batch) or loss-second-moment (more where it errs)',
  },
  offsetNoise: {
    ...{ group: aim, flag: '--offset-noise', value: '<n>', read: numberBetween(0, Infinity) },
    help: 'noise that all pixels share, such as 0.1: for very dark or bright pictures',
  },
  conditionDropout: {
    ...{ group: aim, flag: '--label-dropout', value: '<share>', read: numberBetween(0, 1) },
    help: 'examples whose class is not told, so that guidance works; for models with classes',
  },

  learningRateSchedule: {
    ...{ group: steps, flag: '--lr-schedule', value: '<name>', read: oneOf(learningRateSchedules) },
    help: 'constant, or linear or cosine: down to zero over the planned steps',
  },
  warmupSteps: {
    ...{ group: steps, flag: '--warm-up', value: '<n>', read: wholeNumber(0) },
    help: 'steps in which the learning rate rises to its value',
  },
  emaDecay: {
    ...{ group: steps, flag: '--ema', value: '<decay>', read: decay },
    help: 'make pictures with the moving average of the weights, such as 0.999; 0 for none',
  },
  maxGradNorm: {
    ...{ group: steps, flag: '--clip', value: '<norm>', read: numberBetween(0, Infinity) },
    help: 'limit the norm of all gradients, such as 1: no step runs away; 0 for none',
  },
  weightDecay: {
    ...{ group: steps, flag: '--weight-decay', value: '<n>', read: numberBetween(0, Infinity) },
    help: 'how much each step shrinks the weights (AdamW), such as 0.01',
  },
  beta1: {
    ...{ group: steps, flag: '--beta1', value: '<n>', read: decay },
    help: 'how much of the last gradients Adam keeps',
  },
  beta2: {
    ...{ group: steps, flag: '--beta2', value: '<n>', read: decay },
    help: 'how much of their last squares Adam keeps',
  },
  gradAccumulation: {
    ...{ group: steps, flag: '--accumulate', value: '<n>', read: wholeNumber(1) },
    help: 'compute each batch in n parts: less memory, the same result up to rounding',
  },

  validation: {
    ...{ group: judged, flag: '--held-out', value: '<n>', read: wholeNumberOr('auto', 0) },
    help: 'images that are judged and not trained on; auto for 2 % of the data, at most 1000',
  },
}

const rows = Object.entries(recipeOptions) as [keyof typeof recipeOptions, Row<unknown>][]

/** Which flag sets which part of the recipe. */
export const recipeFlags = Object.fromEntries(rows.map(([key, { flag }]) => [key, flag])) as {
  readonly [K in keyof typeof recipeOptions]: string
}

const optionOf = ([key, { group, flag, value, help, read }]: (typeof rows)[number]) =>
  new Option(`${flag} ${value}`, `${help} (default: ${plainRecipe[key]})`)
    .argParser(read)
    .helpGroup(group)

/** As commander takes them. */
export const commandOptions = () => rows.map(optionOf)

/** What was typed: the recipe's part by its own names, and the rest. */
export function separateRecipe<Typed extends object>(typed: Typed) {
  const rest = { ...typed } as Record<string, unknown>
  const recipe: Record<string, unknown> = {}
  for (const row of rows) {
    const name = optionOf(row).attributeName()
    if (rest[name] !== undefined) recipe[row[0]] = rest[name]
    delete rest[name]
  }
  return { recipe: recipe as Partial<PlannedRecipe>, rest: rest as Typed }
}

/** What a recipe has besides the notebook's: `target v, ema 0.999`. */
export function recipeWords(recipe: PlannedRecipe): string {
  return rows
    .filter(([key]) => recipe[key] !== plainRecipe[key])
    .map(([key, { flag }]) => `${flag.slice(2)} ${recipe[key]}`)
    .join(', ')
}
