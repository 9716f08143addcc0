/** Runs with all of a recipe switched on, and resumed ones that must equal them. */

import { expect } from 'vitest'
import { buildSchedule } from '../../../src/diffusion/schedules.ts'
import type { TrainingOptions } from '../../../src/training/options.ts'
import type { Recipe } from '../../../src/training/recipe.ts'
import { only, runAll, squares, tinyConditional, tinyModel, tinyOptions } from '../../tiny.ts'

/** Everything that can be switched on at once. */
const everything: Partial<Recipe> = {
  ...{ target: 'v', lossWeighting: 'min-snr', snrGamma: 2, offsetNoise: 0.1 },
  ...{ timestepSampling: 'loss-second-moment', learningRateSchedule: 'cosine', warmupSteps: 2 },
  ...{
    beta1: 0.8,
    beta2: 0.99,
    weightDecay: 0.01,
    maxGradNorm: 0.5,
    emaDecay: 0.9,
    gradAccumulation: 2,
  },
  ...{ conditionDropout: 0.3, validation: 2 },
}

const labelled = { ...squares(26), labels: Uint8Array.from({ length: 26 }, (_, i) => i % 4) }

/** 24 images in batches of 6: 4 steps an epoch, enough for the resampler to know 3 timesteps. */
export const whole = (more: Partial<TrainingOptions> = {}) =>
  tinyOptions({
    ...{ data: labelled, schedule: buildSchedule('linear', { timesteps: 3, betaEnd: 0.5 }) },
    ...{ batchSize: 6, epochs: 3, sampleCount: 0, checkpointEvery: 1, ...everything, ...more },
  })

/** Names for tests, networks and what moves them. */
export const everyModel = [
  ['SimpleUNet', tinyModel, 'adam'],
  ['a model with classes', tinyConditional, 'adam'],
  ['a model moved by Muon', tinyConditional, 'muon'],
] as const

const withoutKeys = ({ events }: Awaited<ReturnType<typeof runAll>>) =>
  events.filter(({ kind }) => kind !== 'checkpoint')

/** Resumes `whole` from its checkpoints, or from those of some steps. */
export async function resumesExactly(
  options: Partial<TrainingOptions>,
  steps?: readonly number[],
): Promise<void> {
  const unbroken = await runAll(whole(options))
  const checkpoints = only(unbroken.events, 'checkpoint').map(({ checkpoint }) => checkpoint)
  const chosen = checkpoints.filter(({ progress }) => steps?.includes(progress.step) ?? true)
  expect(chosen).toHaveLength(steps?.length ?? 12)
  for (const resume of chosen) {
    const resumed = await runAll(whole({ ...options, resume }))
    const { step } = resume.progress
    expect(resumed.weights, `step ${step}`).toEqual(unbroken.weights)
    const last = only(resumed.events, 'checkpoint').at(-1)?.checkpoint
    expect(last, `step ${step}`).toEqual(checkpoints.at(-1))
    const news = withoutKeys(resumed)
    expect(news).toEqual(withoutKeys(unbroken).slice(-news.length))
  }
}
