/** diffusers' `scheduler_config.json` as a schedule, what the network predicts, and how to sample. */

import type { UsualSampling } from '../../diffusion/sampling-defaults.ts'
import { readScheduleConfig, type ScheduleConfig } from '../../diffusion/schedules.ts'
import type { Target } from '../../diffusion/targets.ts'
import { interchangeError } from '../errors.ts'
import { type Config, ConfigReader } from './config-reader.ts'
import { betasOfHeun, findScheduler, isLikeHeun } from './schedulers.ts'

/** What a scheduler's config says, in our words. */
export interface ReadScheduler {
  readonly schedule: ScheduleConfig
  readonly target: Target
  /** The sampler that is the scheduler; missing where there is none here. */
  readonly sampling?: UsualSampling
  /** What a user should know, in sentences. */
  readonly notes: readonly string[]
}

const betaSchedules = {
  linear: 'linear',
  scaled_linear: 'scaled-linear',
  squaredcos_cap_v2: 'cosine',
  sigmoid: 'sigmoid-beta',
  laplace: 'laplace',
} as const

const predictionTypes = { epsilon: 'eps', sample: 'x0', v_prediction: 'v' } as const

/** Schedules that begin and end with betas of one's own. */
const ranged: readonly string[] = ['linear', 'scaled_linear', 'sigmoid']

const betasOfDdpm = { start: 0.0001, end: 0.02 }

function scheduleOf(name: string, config: ConfigReader): ScheduleConfig {
  const given = config.numbers('trained_betas')
  const zeroSnr = config.toggle('rescale_betas_zero_snr', false)
  const { start, end } = isLikeHeun(name) ? betasOfHeun : betasOfDdpm
  const ends = {
    betaStart: config.number('beta_start', start),
    betaEnd: config.number('beta_end', end),
  }
  const timesteps = config.number('num_train_timesteps', 1000)
  const along = config.choice('beta_schedule', Object.keys(betaSchedules), 'linear')
  if (given) return readScheduleConfig({ name: 'betas', betas: given, zeroSnr })
  const curve = betaSchedules[along as keyof typeof betaSchedules]
  return readScheduleConfig({
    name: curve,
    timesteps,
    zeroSnr,
    ...(ranged.includes(along) && ends),
  })
}

/**
 * Reads a scheduler's config: every key is used, or without effect here, or named.
 * @throws {DdpmError} `config.not-an-object`, `config.value-not-covered`, `scheduler.not-of-diffusion`,
 * and as `buildSchedule`
 */
export function readScheduler(json: unknown): ReadScheduler {
  const file = 'scheduler_config.json'
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw interchangeError('config.not-an-object', { file })
  }
  const given = json as Config
  const name = String(given['_class_name'] ?? 'DDPMScheduler')
  const config = new ConfigReader(file, name, given)
  const notes =
    '_class_name' in given ? [] : ['The scheduler has no name: DDPMScheduler is assumed.']
  const scheduler = findScheduler(name)
  if (!scheduler) throw interchangeError('scheduler.not-of-diffusion', { scheduler: name })
  const prediction = config.choice('prediction_type', Object.keys(predictionTypes), 'epsilon')
  const read = {
    schedule: scheduleOf(name, config),
    target: predictionTypes[prediction as keyof typeof predictionTypes],
  }
  if (scheduler === 'without-twin') {
    const own = `${name} is not a sampler here: samples are made by dpm-solver++ unless you name one.`
    return { ...read, notes: [...notes, own] }
  }
  const sampling = { sampler: scheduler.sampler, options: scheduler.read(config) }
  const unknown = config.unread.map(
    (key) => `${name} has no ${key} that is known here: it is left out.`,
  )
  return { ...read, sampling, notes: [...notes, ...unknown] }
}
