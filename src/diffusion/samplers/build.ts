/** From a name and options to a sampler. */

import type { OptionSpecs, OptionsOf } from '../../base/option-specs.ts'
import { resolveOptions } from '../../base/options.ts'
import { diffusionError } from '../errors.ts'
import type { Schedule } from '../schedules.ts'
import type { RunOptions } from './options.ts'
import { startOf } from './options.ts'
import {
  type AnySampler,
  findSampler,
  type SamplerName,
  type SamplerOptions,
  samplerNames,
  samplerSpecs,
} from './registry.ts'
import type { Sampler } from './sampler.ts'

/** @throws {DdpmError} `sampler.unknown` */
function definitionOf(name: string): AnySampler {
  const definition = findSampler(name)
  if (definition) return definition
  throw diffusionError('sampler.unknown', { name, known: samplerNames })
}

/**
 * Steps where none are asked for: the sampler's own, or all timesteps where there are fewer.
 * @throws {DdpmError} `sampler.unknown`
 */
export function defaultSteps(name: SamplerName, timesteps: number): number {
  const { steps } = definitionOf(name)
  return steps === 'all' ? timesteps : Math.min(steps, timesteps)
}

/**
 * A sampler for a schedule, by its name: `buildSampler('unipc', model.schedule, { steps: 10 })`.
 * @param schedule the one the model was trained with
 * @param options those that all samplers have and its own (docs/samplers.md)
 * @throws {DdpmError} `sampler.unknown`, `sampler.steps-out-of-range`, `sampler.start-out-of-range`,
 * `sampler.strength-takes-no-step`, and `option.*` where an option is unknown or out of its range
 */
export function buildSampler<Name extends SamplerName>(
  name: Name,
  schedule: Schedule,
  options?: SamplerOptions<Name>,
): Sampler {
  const definition = definitionOf(name)
  const given = { ...options } as OptionsOf<OptionSpecs>
  const resolved = resolveOptions(`the sampler ${name}`, samplerSpecs(definition), given)
  const { strength, ...chosen } = resolved as Resolved
  const steps = chosen.steps ?? defaultSteps(name, schedule.timesteps)
  if (steps > schedule.timesteps) {
    throw diffusionError('sampler.steps-out-of-range', { steps, timesteps: schedule.timesteps })
  }
  const run = { ...chosen, steps, start: startOf(steps, { start: chosen.start, strength }) }
  // resolved by this definition's own specs
  const made = definition.build(schedule as never, run as never)
  return { name, ...made, schedule, clip: chosen.clip, zeroSnr: beginsAtZeroSnr(made, schedule) }
}

/** What the shared specs resolve to. */
type Resolved = Omit<RunOptions, 'steps' | 'start'> & {
  readonly steps?: number
  readonly start?: number
  readonly strength: number
}

function beginsAtZeroSnr({ rows }: Pick<Sampler, 'rows'>, { alphaBars, timesteps }: Schedule) {
  const last = timesteps - 1
  return alphaBars[last] === 0 && rows[0].t > last - 1
}
