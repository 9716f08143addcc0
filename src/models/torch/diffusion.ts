/**
 * The schedule and the prediction type of a diffusion whose buffers a checkpoint keeps beside the network, as
 * lucidrains' GaussianDiffusion does: `betas`, and `loss_weight`, which follows from what is predicted.
 */

import { buildSchedule, type Schedule, scheduleDefinitions } from '../../diffusion/schedules.ts'
import type { Target } from '../../diffusion/targets.ts'

/** Relative error of betas that were rounded to float32. */
const ROUNDING = 1e-6
/** Of weights of the loss, which are quotients of such numbers. */
const ROUGH = 1e-3
/** What min-SNR limits the ratio to, where it is used. */
const LIMITS = [Number.POSITIVE_INFINITY, 5]

const isNear = (a: number, b: number, share: number) => Math.abs(a - b) <= share * Math.abs(b)

/**
 * The schedule of these betas: one with a name where its defaults give them, else by the betas themselves.
 * @throws {DdpmError} `option.…` where they are not betas
 */
export function scheduleOfBetas(betas: ArrayLike<number>): Schedule {
  const given = Array.from(betas)
  const whole = buildSchedule('betas', { betas: given })
  const timesteps = given.length
  for (const { name, options } of scheduleDefinitions) {
    const { min = 1 } = options['timesteps'] as { min?: number }
    if (timesteps < min) continue
    const schedule = buildSchedule(name, { timesteps })
    if (given.every((beta, t) => isNear(beta, schedule.betas[t], ROUNDING))) return schedule
  }
  return whole
}

type Weight = (ratio: number, limited: number) => number

/** The weight of the loss at a ratio of signal to noise, of which `limited` is at most min-SNR's limit. */
const weights: Readonly<Record<Target, Weight>> = {
  eps: (ratio, limited) => limited / ratio,
  v: (ratio, limited) => limited / (ratio + 1),
  x0: (_, limited) => limited,
}

/** What a diffusion predicts, by the weights of its loss (Hang et al. 2023); undefined where they are others. */
export function targetOfLossWeights(
  { alphaBars }: Pick<Schedule, 'alphaBars'>,
  given: ArrayLike<number>,
): Target | undefined {
  if (given.length !== alphaBars.length) return undefined
  // the last ratios may be 0 but for rounding
  const usable = Array.from(alphaBars, (alphaBar, t) => ({
    ratio: alphaBar / (1 - alphaBar),
    t,
  })).filter(({ ratio }) => ratio > 1e-4 && ratio < 1e4)
  if (usable.length === 0) return undefined
  for (const limit of LIMITS) {
    for (const [target, weight] of Object.entries(weights)) {
      const fits = usable.every(({ ratio, t }) =>
        isNear(given[t], weight(ratio, Math.min(ratio, limit)), ROUGH),
      )
      if (fits) return target as Target
    }
  }
  return undefined
}
