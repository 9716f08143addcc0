/** What is left of the image at the last timestep: measured, warned of, rescaled away. */

import { diffusionError } from '../errors.ts'
import { type Schedule, scheduleOf } from './schedule.ts'

/** alpha_bar / (1 - alpha_bar) */
const snr = (alphaBar: number) => alphaBar / (1 - alphaBar)

/** The signal-to-noise ratio at T - 1, where sampling starts from pure noise: 0 is best. */
export function terminalSnr({ alphaBars, timesteps }: Schedule): number {
  return snr(alphaBars[timesteps - 1])
}

/** Above it pure noise is not what training ended in: a tenth of the image's amplitude is left. */
const MOST_LEFT = 0.01
/** Below it a network sees nothing but noise, and there is nothing to learn. */
const NOTHING = 1e-4
/** This much of the timesteps may be nothing but noise. */
const MOST_WASTED = 0.25

/**
 * Why betas and T do not fit each other, with the terminal SNR; nothing where they do. Betas made
 * for 1000 timesteps leave most of the image after 100.
 */
export function scheduleWarning(schedule: Schedule): string | undefined {
  const { name, timesteps, alphaBars } = schedule
  const what = `the ${name} schedule of ${timesteps} timesteps`
  const left = terminalSnr(schedule)
  if (left > MOST_LEFT) {
    const end = `${what} ends with a signal-to-noise ratio of ${left.toPrecision(3)}`
    return `${end}, but sampling starts from pure noise: use larger betas, more timesteps, or cosine`
  }
  const wasted = alphaBars.filter((alphaBar) => snr(alphaBar) < NOTHING).length / timesteps
  if (wasted <= MOST_WASTED) return undefined
  return (
    `${what} is nothing but noise in ${Math.round(100 * wasted)} % of them, with a terminal ` +
    `signal-to-noise ratio of ${left.toPrecision(3)}: use smaller betas, fewer timesteps, or cosine`
  )
}

/**
 * The same schedule shifted and stretched so that nothing of the image is left at T - 1 (Lin et
 * al. 2023, algorithm 1). A network that predicts eps cannot be sampled from there: use v or x0.
 * @throws {DdpmError} `schedule.too-short-for-zero-snr` for one timestep, first and last at once
 */
export function zeroTerminalSnr(schedule: Schedule): Schedule {
  const { timesteps, sqrtAlphaBars, config } = schedule
  if (timesteps < 2) throw diffusionError('schedule.too-short-for-zero-snr')
  if (config.zeroSnr) return schedule
  const [first, last] = [sqrtAlphaBars[0], sqrtAlphaBars[timesteps - 1]]
  const alphaBars = sqrtAlphaBars.map((root) => (((root - last) * first) / (first - last)) ** 2)
  const betas = alphaBars.map((alphaBar, t) => 1 - alphaBar / (t > 0 ? alphaBars[t - 1] : 1))
  return scheduleOf({ ...config, zeroSnr: true }, betas)
}
