/** diffusers' schedulers that are samplers here, and how the keys of each become options. */

import type { AnySamplerOptions, SamplerName } from '../../diffusion/samplers/registry.ts'
import type { ConfigReader } from './config-reader.ts'

/** A scheduler of diffusers as a sampler. */
export interface SchedulerTwin {
  readonly sampler: SamplerName
  readonly read: (config: ConfigReader) => AnySamplerOptions
}

type Spacing = 'leading' | 'linspace' | 'trailing'

const spacings: readonly Spacing[] = ['leading', 'linspace', 'trailing']

const spacingOf = (config: ConfigReader, fallback: Spacing) => ({
  spacing: config.choice('timestep_spacing', spacings, fallback),
  stepsOffset: config.number('steps_offset', 0),
})

/** Where predicted images are clipped. At diffusers' default `sample_max_value` of 1 a threshold is a range. */
function clipOf(config: ConfigReader, isClipped: boolean): AnySamplerOptions['clip'] {
  const clips = config.toggle('clip_sample', isClipped)
  const isThreshold = config.toggle('thresholding', false)
  if (!isThreshold) {
    config.without('dynamic_thresholding_ratio', 'sample_max_value')
    if (clips) config.only('clip_sample_range', 1)
    else config.without('clip_sample_range')
    return clips ? 'range' : 'none'
  }
  config.without('clip_sample_range')
  if (config.number('sample_max_value', 1) <= 1) {
    config.without('dynamic_thresholding_ratio')
    return 'range'
  }
  config.only('dynamic_thresholding_ratio', 0.995)
  // a brightness that no prediction reaches is none
  if (config.number('sample_max_value', 1) < 1000) config.only('sample_max_value', 1)
  return 'dynamic'
}

/** Keys by which the solvers choose their noise levels. */
function sigmasOf(config: ConfigReader): AnySamplerOptions['sigmas'] {
  for (const key of ['use_beta_sigmas', 'use_lu_lambdas', 'use_flow_sigmas'])
    config.only(key, false)
  config.without('flow_shift', 'use_dynamic_shifting', 'time_shift_type')
  const isKarras = config.toggle('use_karras_sigmas', false)
  const isExponential = config.toggle('use_exponential_sigmas', false)
  if (isKarras) return 'karras'
  return isExponential ? 'exponential' : 'schedule'
}

const finalSigmaOf = (config: ConfigReader) => {
  const final = config.choice('final_sigmas_type', ['zero', 'sigma_min'], 'zero')
  return final === 'zero' ? 'zero' : ('min' as const)
}

const orderOf = (config: ConfigReader) => {
  const order = config.number('solver_order', 2)
  if (order === 1 || order === 2 || order === 3) return order
  config.only('solver_order', 2)
  return 2
}

/** Without `fixed_large_log`, which is not a number in diffusers. */
const variances = ['fixed_small', 'fixed_small_log', 'fixed_large'] as const

const ddpm: SchedulerTwin = {
  sampler: 'ddpm',
  read: (config) => {
    const variance = config.choice('variance_type', variances, 'fixed_small')
    return {
      variance: variance === 'fixed_large' ? 'large' : 'small',
      clip: clipOf(config, true),
      ...spacingOf(config, 'leading'),
    }
  },
}

const ddim: SchedulerTwin = {
  sampler: 'ddim',
  read: (config) => ({
    setAlphaToOne: config.toggle('set_alpha_to_one', true),
    clip: clipOf(config, true),
    rederiveEps: false,
    ...spacingOf(config, 'leading'),
  }),
}

const dpmSolver: SchedulerTwin = {
  sampler: 'dpm-solver++',
  read: (config) => {
    const algorithm = config.choice(
      'algorithm_type',
      ['dpmsolver++', 'sde-dpmsolver++'],
      'dpmsolver++',
    )
    config.only('solver_order', 2)
    config.only('euler_at_final', false)
    config.without('lambda_min_clipped')
    config.only('variance_type', null)
    return {
      eta: algorithm === 'dpmsolver++' ? 0 : 1,
      solver: config.choice('solver_type', ['midpoint', 'heun'], 'midpoint'),
      lowerOrderFinal: config.toggle('lower_order_final', true),
      finalSigma: finalSigmaOf(config),
      sigmas: sigmasOf(config),
      clip: clipOf(config, false),
      ...spacingOf(config, 'linspace'),
    }
  },
}

const unipc: SchedulerTwin = {
  sampler: 'unipc',
  read: (config) => {
    config.only('predict_x0', true)
    config.only('lower_order_final', true)
    config.only('disable_corrector', [])
    config.only('solver_p', null)
    config.without('sigma_min', 'sigma_max', 'shift_terminal')
    return {
      order: orderOf(config),
      solver: config.choice('solver_type', ['bh1', 'bh2'], 'bh2'),
      finalSigma: finalSigmaOf(config),
      sigmas: sigmasOf(config),
      clip: clipOf(config, false),
      ...spacingOf(config, 'linspace'),
    }
  },
}

const deis: SchedulerTwin = {
  sampler: 'deis',
  read: (config) => {
    config.only('algorithm_type', 'deis')
    config.only('solver_type', 'logrho')
    return {
      order: orderOf(config),
      lowerOrderFinal: config.toggle('lower_order_final', true),
      finalSigma: 'min',
      sigmas: sigmasOf(config),
      clip: clipOf(config, false),
      ...spacingOf(config, 'linspace'),
    }
  },
}

/** Of the samplers that follow sigmas point to point. */
function alongSigmas(config: ConfigReader): AnySamplerOptions {
  config.only('interpolation_type', 'linear')
  config.only('timestep_type', 'discrete')
  config.only('final_sigmas_type', 'zero')
  config.without('sigma_min', 'sigma_max')
  return {
    sigmas: sigmasOf(config),
    clip: clipOf(config, false),
    ...spacingOf(config, 'linspace'),
  }
}

const twins: Readonly<Record<string, SchedulerTwin>> = {
  DDPMScheduler: ddpm,
  DDPMParallelScheduler: ddpm,
  DDIMScheduler: ddim,
  DDIMParallelScheduler: ddim,
  DPMSolverMultistepScheduler: dpmSolver,
  UniPCMultistepScheduler: unipc,
  DEISMultistepScheduler: deis,
  EulerDiscreteScheduler: { sampler: 'euler', read: alongSigmas },
  EulerAncestralDiscreteScheduler: { sampler: 'euler-ancestral', read: alongSigmas },
  HeunDiscreteScheduler: { sampler: 'heun', read: alongSigmas },
}

/** Schedulers along betas, as ours are, that are samplers of their own: their models can be sampled by others. */
const withoutTwin: readonly string[] = [
  ...['PNDMScheduler', 'LMSDiscreteScheduler', 'KDPM2DiscreteScheduler'],
  ...['KDPM2AncestralDiscreteScheduler', 'DPMSolverSinglestepScheduler', 'DPMSolverSDEScheduler'],
  ...['SASolverScheduler', 'RePaintScheduler'],
]

/** Its twin, `without-twin` for one of other steps along betas, undefined for one of another kind of model. */
export function findScheduler(name: string): SchedulerTwin | 'without-twin' | undefined {
  if (withoutTwin.includes(name)) return 'without-twin'
  return Object.hasOwn(twins, name) ? twins[name] : undefined
}

/** Betas of schedulers that diffusers gives other ends than DDPM's where a config names none. */
export const betasOfHeun = { start: 0.00085, end: 0.012 }
/** Which these are. */
export const isLikeHeun = (name: string) => /^(Heun|KDPM2)/.test(name)
