/** RePaint's walk (Lugmayr et al. 2022): a sampler's rows, some of them taken again. Numbers only. */

import { UserError } from '../../base/errors.ts'
import {
  type NoiseLevel,
  pictureLevel,
  type Sampler,
  type SamplerRow,
} from '../samplers/sampler.ts'

export interface RepaintOptions {
  /**
   * Steps that each way back up goes, from 1; with as many as the sampler has there is none. The
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
  throw new UserError(`${name} is ${value}: use a whole number of at least 1`)
}

/**
 * The order in which rows are taken (the paper's figure 9 and its authors' get_schedule_jump): from
 * every jumpLength-th place, counted from one step before the picture, resamplings - 1 times back.
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
function wayBack(from: NoiseLevel, to: NoiseLevel): Required<SamplerRow>['back'] {
  const x = to.signal / from.signal
  return { x, noise: Math.sqrt(Math.max(0, to.spread ** 2 - (x * from.spread) ** 2)) }
}

/**
 * The sampler as RePaint walks it: after each row known pixels are put back at the noise level
 * reached, and stretches are noised and denoised again, so that what is new can agree with them. It
 * takes about steps * resamplings evaluations of the network: `rows` says how many.
 * @throws {UserError} where an option is out of range, or the sampler remembers earlier steps, of
 * which a walk back and forth makes nonsense.
 */
export function repaint(
  sampler: Sampler,
  {
    jumpLength = Math.max(1, Math.round(sampler.rows.length / STEPS_PER_JUMP)),
    resamplings = 5,
  }: RepaintOptions = {},
): Sampler {
  checkWhole('jumpLength', jumpLength)
  checkWhole('resamplings', resamplings)
  const { name, rows } = sampler
  if (rows.some(({ keep }) => keep)) {
    throw new UserError(
      `inpainting goes back and forth, and ${name} remembers earlier steps: use ddpm, ddim, euler ` +
        'or euler-ancestral',
    )
  }
  const order = repaintOrder(rows.length, jumpLength, resamplings)
  const walked = order.map((place, i): SamplerRow => {
    const known = rows[place + 1] ?? pictureLevel
    const next = order[i + 1]
    const jumps = next !== undefined && next !== place + 1
    return { ...rows[place], known, ...(jumps && { back: wayBack(known, rows[next]) }) }
  })
  return { ...sampler, rows: walked }
}
