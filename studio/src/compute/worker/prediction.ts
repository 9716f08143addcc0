/**
 * What a model makes of one noised image. A sampler of a single row gives it: its next x is the
 * predicted image.
 */

import type { NdArray } from '../../../../src/base/shape.ts'
import { initialNoise } from '../../../../src/diffusion/initial-noise.ts'
import { denoise } from '../../../../src/diffusion/sample.ts'
import type { NoiseLevel, Sampler } from '../../../../src/diffusion/samplers/sampler.ts'
import { addNoise } from '../../../../src/diffusion/schedules.ts'
import type { LoadedModel } from '../../../../src/training/checkpoint.ts'
import type { Calls, Prediction } from '../protocol.ts'
import { bytesOf, opaque, valuesOf } from '../values.ts'
import { device } from './device.ts'
import { modelOf } from './models.ts'

type Asked = Calls['predict']['input']

/** Standard deviations of noise between grey and white. */
const NOISE_SHOWN = 2

/** Where an image stands, and of which class it is said to be. */
export interface Standing extends NoiseLevel {
  readonly noised: NdArray
  readonly t: number
  readonly labels?: readonly number[]
  readonly guidance?: number
}

/** The finished image that the network takes a noised one for, not clipped: one evaluation. */
export async function predictedImage(
  { network: model, weights, target }: LoadedModel,
  { noised, t, alpha, sigma, labels, guidance }: Standing,
): Promise<NdArray> {
  const sampler: Sampler = { name: 'predict', rows: [{ t, alpha, sigma, x0: 1 }] }
  const options = { model, weights, target, sampler, labels, guidance, initial: noised }
  const states = denoise({ ...options, device: await device(), count: noised.shape[0] })
  for await (const state of states) if (state.step === 1) return await state.read()
  throw new TypeError('a sampler of one row has made no step')
}

export async function predict({ model: id, image, t, seed, label }: Asked): Promise<Prediction> {
  const loaded = modelOf(id)
  const { schedule } = loaded
  const { shape, data } = valuesOf(image)
  const noised = { shape, data: addNoise(schedule, data, t, initialNoise(shape, seed, 0)) }
  const labels = label === undefined ? undefined : [label]
  const [alpha, sigma] = [schedule.sqrtAlphaBars[t], schedule.sqrtOneMinusAlphaBars[t]]
  const x0 = await predictedImage(loaded, { noised, t, alpha, sigma, labels })
  // x_t = alpha x0 + sigma eps, whatever of both the network puts out
  const noise = noised.data.map((value, i) => (value - alpha * x0.data[i]) / sigma)
  return {
    noised: bytesOf(noised),
    image: bytesOf(x0),
    noise: opaque(bytesOf({ shape, data: noise.map((value) => value / NOISE_SHOWN) })),
  }
}
