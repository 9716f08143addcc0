/** RePaint's order of steps (Lugmayr et al. 2022): a sampler's rows, some of them taken again. Numbers only. */

import { diffusionError } from '../errors.ts'
import { cleanLevel, type NoiseLevel, type Sampler, type SamplerRow } from '../samplers/sampler.ts'
import { singleStepSamplers, taskDefaults } from '../sampling-defaults.ts'

/** How often steps are taken again (Lugmayr et al. 2022). */
export interface RepaintOptions {
  /**
   * Steps that are taken back at once, from 1; with as many as the sampler has none are. The
   * default is 1/25 of the steps, as the paper's 10 of 250.
   */
  readonly jumpLength?: number
  /** How often each stretch is denoised, from 1. Default 5; the paper's 10 costs twice as much. */
  readonly resamplings?: number
}

/** The paper's 250 steps over its 10. */
const STEPS_PER_JUMP = 25

function checkWhole(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return
  throw diffusionError('sampling.number-out-of-range', { name, value, least: 1 })
}

/**
 * The order in which rows are taken (the paper's figure 9 and its authors' get_schedule_jump): from
 * every jumpLength-th place, counted from one step before the image, resamplings - 1 times back.
 */
export function repaintOrder(steps: number, jumpLength: number, resamplings: number): number[] {
  const jumps = Array<number>(steps).fill(0)
  for (let left = 0; left < steps - jumpLength; left += jumpLength) {
    jumps[steps - 1 - left] = resamplings - 1
  }
  const order: number[] = []
  for (let place = 0; place < steps; ) {
    order.push(place++)
    if (jumps[place] > 0) {
      jumps[place]--
      place -= jumpLength
    }
  }
  return order
}

/** Of q(x_s | x_t) for a noisier s: what x and fresh noise count. */
function backTo(from: NoiseLevel, to: NoiseLevel): Required<SamplerRow>['back'] {
  const x = to.alpha / from.alpha
  return { x, noise: Math.sqrt(Math.max(0, to.sigma ** 2 - (x * from.sigma) ** 2)) }
}

/**
 * The sampler as RePaint takes its steps: after each row known pixels are put back at the noise level
 * reached, and stretches are noised and denoised again, so that what is new can agree with them. It
 * takes about steps * resamplings evaluations of the network: `rows` says how many.
 * @throws {DdpmError} where an option is out of range, or the sampler remembers earlier steps, which
 * make no sense where steps are taken back.
 */
export function repaint(
  sampler: Sampler,
  {
    jumpLength = Math.max(1, Math.round(sampler.rows.length / STEPS_PER_JUMP)),
    resamplings = taskDefaults.inpaint.resamplings,
  }: RepaintOptions = {},
): Sampler {
  checkWhole('jumpLength', jumpLength)
  checkWhole('resamplings', resamplings)
  const { name, rows } = sampler
  if (rows.some(({ keep }) => keep)) {
    throw diffusionError('inpainting.sampler-is-multistep', { name, known: singleStepSamplers })
  }
  const order = repaintOrder(rows.length, jumpLength, resamplings)
  const ordered = order.map((place, i): SamplerRow => {
    const known = rows[place + 1] ?? cleanLevel
    const next = order[i + 1]
    const jumps = next !== undefined && next !== place + 1
    return { ...rows[place], known, ...(jumps && { back: backTo(known, rows[next]) }) }
  })
  return { ...sampler, rows: ordered }
}
