/**
 * What a model makes of one noised picture. A sampler of a single row gives it: the next x is the
 * predicted picture, or the predicted noise.
 */

import {
  addNoise,
  type Combination,
  denoise,
  initialNoise,
  type LoadedModel,
  type NdArray,
  type Sampler,
} from '../../../../src/browser.ts'
import type { Calls, Look } from '../protocol.ts'
import { device } from './device.ts'
import { modelOf } from './models.ts'
import { picturesOf, valuesOf } from './pictures.ts'

type Asked = Calls['look']['input']

/** Where a picture stands, and of which class it is said to be. */
export interface Standing {
  readonly noised: NdArray
  readonly t: number
  readonly labels?: readonly number[]
  readonly guidance?: number
}

/** One evaluation of the network, of which only the asked combination is kept. */
export async function predicted(
  { model, weights, target, schedule }: LoadedModel,
  { noised, t, labels, guidance }: Standing,
  what: Combination,
): Promise<NdArray> {
  const signal = schedule.sqrtAlphaBars[t]
  const spread = schedule.sqrtOneMinusAlphaBars[t]
  const sampler: Sampler = { name: 'look', rows: [{ t, signal, spread, ...what }], clip: 'range' }
  const options = { model, weights, target, sampler, labels, guidance, initial: noised }
  const states = denoise({ ...options, device: await device(), count: noised.shape[0] })
  for await (const state of states) if (state.step === 1) return state.read()
  throw new TypeError('a sampler of one row has made no step')
}

export async function look({ model: id, picture, t, seed, label }: Asked): Promise<Look> {
  const loaded = modelOf(id)
  const { shape, data } = valuesOf(picture)
  const noise = initialNoise(shape, seed, 0)
  const noised = { shape, data: addNoise(loaded.schedule, data, t, noise) }
  const standing = { noised, t, labels: label === undefined ? undefined : [label] }
  return {
    noised: picturesOf(noised),
    picture: picturesOf(await predicted(loaded, standing, { x0: 1 })),
    noise: picturesOf(await predicted(loaded, standing, { eps: 1 })),
  }
}
