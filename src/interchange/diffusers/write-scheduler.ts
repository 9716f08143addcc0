/** A schedule, what the network predicts and how it is sampled, as diffusers' `scheduler_config.json`. */

import { resolveOptions } from '../../base/options.ts'
import {
  type AnySamplerOptions,
  findSampler,
  type SamplerName,
  samplerSpecs,
} from '../../diffusion/samplers/registry.ts'
import type { UsualSampling } from '../../diffusion/sampling-defaults.ts'
import type { Schedule } from '../../diffusion/schedules.ts'
import type { Target } from '../../diffusion/targets.ts'
import type { Config } from './config-reader.ts'

/** The version whose configs these are. */
export const DIFFUSERS_VERSION = '0.42.1'

/** What is written, and what of ours it cannot say, in sentences. */
export interface WrittenScheduler {
  readonly config: Config
  readonly notes: readonly string[]
}

const predictionTypes = { eps: 'epsilon', x0: 'sample', v: 'v_prediction' } as const

/** Schedules that diffusers computes itself; betas of others are written out. */
function betasOf({ config, betas }: Schedule): Config {
  const { zeroSnr = false } = config
  const common = { num_train_timesteps: betas.length, rescale_betas_zero_snr: zeroSnr }
  const named = (
    name: string,
    ends?: { readonly betaStart: number; readonly betaEnd: number },
  ) => ({
    ...{ ...common, trained_betas: null, beta_schedule: name },
    ...(ends && { beta_start: ends.betaStart, beta_end: ends.betaEnd }),
  })
  if (config.name === 'linear') return named('linear', config)
  if (config.name === 'scaled-linear') return named('scaled_linear', config)
  if (config.name === 'sigmoid-beta') return named('sigmoid', config)
  if (config.name === 'cosine' && config.s === 0.008) return named('squaredcos_cap_v2')
  const plain = { ...common, rescale_betas_zero_snr: false, beta_schedule: 'linear' }
  return { ...plain, trained_betas: Array.from(betas) }
}

type Resolved = Required<AnySamplerOptions>

/** At a `sample_max_value` of 1 diffusers' threshold clips to the range; at a large one it is ours. */
const thresholding = (clip: Resolved['clip']) => ({
  thresholding: clip !== 'none',
  dynamic_thresholding_ratio: 0.995,
  sample_max_value: clip === 'dynamic' ? 1e9 : 1,
})

const clipping = (clip: Resolved['clip']) => ({
  ...thresholding(clip === 'dynamic' ? clip : 'none'),
  ...{ clip_sample: clip === 'range', clip_sample_range: 1 },
})

const ramps = (sigmas: Resolved['sigmas']) => ({
  use_karras_sigmas: sigmas === 'karras',
  use_exponential_sigmas: sigmas === 'exponential',
})

const finalSigmas = (finalSigma: Resolved['finalSigma']) =>
  finalSigma === 'zero' ? 'zero' : 'sigma_min'

/** What a sampler has and its scheduler has not, each with when it matters and what to do in diffusers. */
type Loss = readonly [isLost: (options: Resolved) => boolean, note: string]

interface Twin {
  readonly scheduler: string
  readonly write: (options: Resolved) => Config
  readonly losses?: readonly Loss[]
}

const unclipped: Loss = [
  ({ clip }) => clip !== 'none',
  'Its scheduler does not clip predicted images, as is done here: samples differ.',
]

const twins: { readonly [Name in SamplerName]: Twin } = {
  ddpm: {
    scheduler: 'DDPMScheduler',
    write: ({ variance, clip }) => ({ variance_type: `fixed_${variance}`, ...clipping(clip) }),
  },
  ddim: {
    scheduler: 'DDIMScheduler',
    write: ({ setAlphaToOne, clip }) => ({ set_alpha_to_one: setAlphaToOne, ...clipping(clip) }),
    losses: [
      [({ eta }) => eta > 0, 'eta is not in a config of diffusers: pass it to DDIMPipeline.'],
      [
        ({ rederiveEps, clip }) => rederiveEps && clip !== 'none',
        'The noise is derived again from clipped images: pass use_clipped_model_output=True to DDIMPipeline.',
      ],
    ],
  },
  'dpm-solver++': {
    scheduler: 'DPMSolverMultistepScheduler',
    write: ({ eta, solver, lowerOrderFinal, finalSigma, sigmas, clip }) => ({
      ...{ algorithm_type: eta > 0 ? 'sde-dpmsolver++' : 'dpmsolver++', solver_order: 2 },
      ...{ solver_type: solver, lower_order_final: lowerOrderFinal },
      ...{ final_sigmas_type: finalSigmas(finalSigma), ...ramps(sigmas), ...thresholding(clip) },
    }),
    losses: [[({ eta }) => eta > 0 && eta < 1, 'eta is 0 or 1 in diffusers: 1 is written.']],
  },
  unipc: {
    scheduler: 'UniPCMultistepScheduler',
    write: ({ order, solver, finalSigma, sigmas, clip }) => ({
      ...{ solver_order: order, solver_type: solver, predict_x0: true },
      ...{ final_sigmas_type: finalSigmas(finalSigma), ...ramps(sigmas), ...thresholding(clip) },
    }),
  },
  deis: {
    scheduler: 'DEISMultistepScheduler',
    write: ({ order, lowerOrderFinal, sigmas, clip }) => ({
      ...{ solver_order: order, lower_order_final: lowerOrderFinal },
      ...{ ...ramps(sigmas), ...thresholding(clip) },
    }),
    losses: [
      [
        ({ finalSigma }) => finalSigma === 'zero',
        'Its scheduler ends at the noise level of t = 0, not at the image.',
      ],
    ],
  },
  euler: {
    scheduler: 'EulerDiscreteScheduler',
    write: ({ sigmas }) => ramps(sigmas),
    losses: [unclipped],
  },
  'euler-ancestral': {
    scheduler: 'EulerAncestralDiscreteScheduler',
    write: () => ({}),
    losses: [
      unclipped,
      [
        ({ sigmas }) => sigmas !== 'schedule',
        'Its scheduler has the noise levels of its schedule alone.',
      ],
    ],
  },
  heun: {
    scheduler: 'HeunDiscreteScheduler',
    write: ({ sigmas, clip }) => ({
      ...{ clip_sample: clip !== 'none', clip_sample_range: 1, ...ramps(sigmas) },
    }),
    losses: [
      [({ clip }) => clip === 'dynamic', 'Its scheduler clips to the range, not dynamically.'],
    ],
  },
}

/**
 * The config of the scheduler that does what a sampler does. The number of steps is no part of it: pass
 * `num_inference_steps` to the pipeline.
 */
export function writeScheduler(
  schedule: Schedule,
  target: Target,
  { sampler, options }: UsualSampling,
): WrittenScheduler {
  const { scheduler, write, losses = [] } = twins[sampler]
  const specs = samplerSpecs(findSampler(sampler)!)
  const resolved = resolveOptions(`the sampler ${sampler}`, specs, { ...options }) as Resolved
  const config = {
    ...{ _class_name: scheduler, _diffusers_version: DIFFUSERS_VERSION },
    ...betasOf(schedule),
    prediction_type: predictionTypes[target],
    ...{ timestep_spacing: resolved.spacing, steps_offset: resolved.stepsOffset },
    ...write(resolved),
  }
  return { config, notes: losses.flatMap(([isLost, note]) => (isLost(resolved) ? [note] : [])) }
}
