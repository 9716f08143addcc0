/**
 * The options of `ddpm train` that shape how a model learns: one row each, by the recipe's name. What
 * they mean to the numbers is in training/recipe.ts.
 */

import { Option } from '@commander-js/extra-typings'
import { targets } from '../../diffusion/targets.ts'
import type { PlannedRecipe } from '../../training/presets.ts'
import { plainRecipe } from '../../training/recipe.ts'
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

const aim = 'Objective:'
const steps = 'Optimizer:'
const judged = 'Validation:'

const decay = numberBetween(0, 1, { most: false })

export const recipeOptions: {
  readonly [K in Exclude<keyof PlannedRecipe, Elsewhere>]: Row<PlannedRecipe[K]>
} = {
  target: {
    ...{ group: aim, flag: '--target', value: '<name>', read: oneOf(targets) },
    help: 'eps (the noise, as in the notebook), x0 (the image) or v (a mix of both, which suits few sampling steps)',
  },
  lossWeighting: {
    ...{ group: aim, flag: '--loss-weighting', value: '<name>', read: oneOf(lossWeightings) },
    help: 'none, or min-snr, which weights easy timesteps less and learns faster',
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
    help: 'uniform, stratified (even over each batch) or loss-second-moment (more often where the loss is high)',
  },
  offsetNoise: {
    ...{ group: aim, flag: '--offset-noise', value: '<n>', read: numberBetween(0, Infinity) },
    help: 'noise shared by all pixels, such as 0.1, for very dark or bright images',
  },
  conditionDropout: {
    ...{ group: aim, flag: '--condition-dropout', value: '<share>', read: numberBetween(0, 1) },
    help: 'share of examples trained without their class, which guidance needs; for models with classes',
  },

  learningRateSchedule: {
    ...{ group: steps, flag: '--lr-schedule', value: '<name>', read: oneOf(learningRateSchedules) },
    help: 'constant, or a linear or cosine decay to zero over the planned steps',
  },
  warmupSteps: {
    ...{ group: steps, flag: '--warmup-steps', value: '<n>', read: wholeNumber(0) },
    help: 'steps over which the learning rate rises to its value',
  },
  emaDecay: {
    ...{ group: steps, flag: '--ema-decay', value: '<decay>', read: decay },
    help: 'decay of the EMA of the weights that is used to sample, such as 0.999; 0 for none',
  },
  maxGradNorm: {
    ...{ group: steps, flag: '--max-grad-norm', value: '<norm>', read: numberBetween(0, Infinity) },
    help: 'clip the norm of all gradients to this, such as 1; 0 for none',
  },
  weightDecay: {
    ...{ group: steps, flag: '--weight-decay', value: '<n>', read: numberBetween(0, Infinity) },
    help: 'weight decay of AdamW, such as 0.01',
  },
  beta1: {
    ...{ group: steps, flag: '--beta1', value: '<n>', read: decay },
    help: 'decay of the first moment of Adam',
  },
  beta2: {
    ...{ group: steps, flag: '--beta2', value: '<n>', read: decay },
    help: 'decay of the second moment of Adam',
  },
  gradAccumulation: {
    ...{ group: steps, flag: '--grad-accumulation', value: '<n>', read: wholeNumber(1) },
    help: 'compute each batch in n parts, which takes less memory',
  },

  validation: {
    ...{ group: judged, flag: '--validation', value: '<n>', read: wholeNumberOr('auto', 0) },
    help: 'images kept for validation; auto for 2 % of the data, at most 1000',
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
