/** Betas of schedules that are defined by a curve of alpha bar. */

import { diffusionError } from '../errors.ts'

/** Most of what an alpha may lose in one step where a formula would take all of it. */
export const MAX_BETA = 0.999

/** `T = 1000, s = 0.008` */
const showOptions = ({ timesteps, ...options }: Curved) =>
  Object.entries({ T: timesteps, ...options })
    .map(([option, value]) => `${option} = ${value}`)
    .join(', ')

interface Curved extends Readonly<Record<string, unknown>> {
  readonly timesteps: number
}

/**
 * beta_t is what alpha_bar loses from t / T to (t + 1) / T, at most 0.999 (Nichol and Dhariwal 2021,
 * eq. 17).
 * @param name of the schedule, for errors
 * @param options its own, `timesteps` among them
 * @param alphaBarAt falls from u = 0 to u = 1
 * @throws {DdpmError} `schedule.alpha-bar-does-not-fall`
 */
export function betasAlong(
  name: string,
  options: Curved,
  alphaBarAt: (u: number) => number,
): Float64Array {
  const { timesteps } = options
  const betas = Float64Array.from({ length: timesteps }, (_, t) => {
    const left = alphaBarAt((t + 1) / timesteps) / alphaBarAt(t / timesteps)
    return Math.min(1 - left, MAX_BETA)
  })
  const t = betas.findIndex((beta) => !(beta > 0))
  if (t < 0) return betas
  throw diffusionError('schedule.alpha-bar-does-not-fall', {
    ...{ name, t, beta: betas[t], options: showOptions(options) },
  })
}
