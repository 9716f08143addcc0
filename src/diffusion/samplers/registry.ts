/** Every sampler by name, with what it is good for: a line here and a file beside. */

import { UserError } from '../../base/errors.ts'
import { nearest } from '../../base/nearest.ts'
import type { Schedule } from '../schedules.ts'
import { type AncestralOptions, ancestral } from './ancestral.ts'
import { type DdimOptions, ddim } from './ddim.ts'
import { type DpmSolverOptions, dpmSolver } from './dpm-solver.ts'
import { euler } from './euler.ts'
import { eulerAncestral } from './euler-ancestral.ts'
import { heun } from './heun.ts'
import type { IntervalOptions, SigmaOptions } from './levels.ts'
import type { SamplerOptions } from './options.ts'
import type { Sampler } from './sampler.ts'
import { type UnipcOptions, unipc } from './unipc.ts'

/** Options that only some samplers have. */
type Own<Options> = Omit<Options, keyof SamplerOptions>

interface Entry<Options extends SamplerOptions> {
  /** One line of help: what it is good for, and with how many steps. */
  readonly description: string
  readonly build: (schedule: Schedule, options?: Options) => Sampler
  /** The options it has besides those of all samplers. */
  readonly own: readonly (keyof Own<Options>)[]
}

const entry = <Options extends SamplerOptions>(row: Entry<Options>) => row

const registry = {
  ddpm: entry<AncestralOptions>({
    description: 'the original, with fresh noise at each step; needs nearly all timesteps',
    build: ancestral,
    own: ['variance'],
  }),
  ddim: entry<DdimOptions>({
    description: 'no fresh noise unless --eta is above 0; good from 50 steps',
    build: ddim,
    own: ['eta', 'setAlphaToOne', 'rederiveEps'],
  }),
  'dpm-solver++': entry<DpmSolverOptions>({
    description: 'second order; from 10 steps; --eta 1 adds fresh noise at each: more varied',
    build: dpmSolver,
    own: ['sigmas', 'solver', 'lowerOrderFinal', 'finalSigma', 'eta'],
  }),
  unipc: entry<UnipcOptions>({
    description: 'each step corrected by the next; the best at 10 steps',
    build: unipc,
    own: ['sigmas', 'solver', 'order', 'finalSigma'],
  }),
  euler: entry<SigmaOptions>({
    description: 'first order along sigmas; good from 50 steps',
    build: euler,
    own: ['sigmas'],
  }),
  'euler-ancestral': entry<SigmaOptions>({
    description: 'Euler with fresh noise; more varied, good from 50 steps',
    build: eulerAncestral,
    own: ['sigmas'],
  }),
  heun: entry<SigmaOptions>({
    description: 'second order, two network evaluations a step; good from 20 steps',
    build: heun,
    own: ['sigmas'],
  }),
} as const
export type SamplerName = keyof typeof registry
export const samplerNames = Object.keys(registry) as SamplerName[]

/** Options of samplers by name: those of all, and each one's own. */
export type NamedSamplerOptions = SamplerOptions &
  Own<AncestralOptions> &
  Own<DdimOptions> &
  Own<IntervalOptions> &
  Pick<UnipcOptions, 'order'> &
  Pick<DpmSolverOptions, 'lowerOrderFinal'> & {
    readonly solver?: DpmSolverOptions['solver'] | UnipcOptions['solver']
  }

const shared: readonly string[] = [
  'steps',
  'spacing',
  'clip',
  'start',
  'strength',
] satisfies readonly (keyof SamplerOptions)[]

/** A sampler's line of help. */
export const samplerDescription = (name: SamplerName): string => registry[name].description

function refuseForeign(name: SamplerName, options: NamedSamplerOptions): void {
  const own: readonly string[] = registry[name].own
  const known = [...shared, ...own]
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  const foreign = given.map(([key]) => key).find((key) => !known.includes(key))
  if (foreign === undefined) return
  throw new UserError(`the sampler ${name} has no option ${foreign}: it has ${known.join(', ')}`)
}

/**
 * A sampler by its name.
 * @throws {UserError} where the name is unknown, the sampler does not have an option, or an option
 * is out of range.
 */
export function buildSampler(
  name: string,
  schedule: Schedule,
  options: NamedSamplerOptions = {},
): Sampler {
  const known = samplerNames.find((candidate) => candidate === name)
  if (!known) {
    throw new UserError(
      `sampler is ${name}${nearest(name, samplerNames)}: use ${samplerNames.join(', ')}`,
    )
  }
  refuseForeign(known, options)
  const build: (schedule: Schedule, options?: never) => Sampler = registry[known].build
  // refuseForeign has left only what this sampler takes; its own checks do the rest
  return build(schedule, options as never)
}
