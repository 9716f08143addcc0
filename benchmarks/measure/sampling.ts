/** A whole sampling beside single denoising steps of the same size. */

import { buildSchedule, type Device, simpleUnet } from 'ddpm'
import { buildSampler, denoise, type SamplingOptions } from 'ddpm/diffusion'
import { initialParameters } from 'ddpm/nn'
import { readyStep } from '../peers/ddpm-steps.ts'
import { timed } from './timed.ts'

/** Milliseconds. */
export interface SamplingTimes {
  /** Everything that sampling does besides its steps: compile, first noise, read, free. */
  readonly around: number
  /** Each step of the sampling. */
  readonly steps: readonly number[]
  /** Single steps taken in between, so that both see the same minutes of the machine. */
  readonly singles: readonly number[]
}

/** Sampling steps between two single ones. */
const EVERY = 2

async function timeStates(
  options: SamplingOptions,
  single: () => Promise<void>,
): Promise<SamplingTimes> {
  const [steps, singles]: [number[], number[]] = [[], []]
  let around = 0
  const states = denoise(options)
  for (;;) {
    const [{ done, value }, ms] = await timed(() => states.next())
    if (done || value.step === 0) around += ms
    else steps.push(ms)
    if (done) return { around, steps, singles }
    if (value.step === value.steps) around += (await timed(value.read))[1]
    if (value.step % EVERY === 0) singles.push((await timed(single))[1])
  }
}

/** Samples `count` images as one batch with SimpleUNet as it starts. */
export async function timeSampling(
  device: Device,
  count: number,
  steps: number,
): Promise<SamplingTimes> {
  const model = simpleUnet()
  const single = await readyStep(device, { job: 'denoise', batch: count })
  for (let i = 0; i < 5; i++) await single.run()
  const weights = initialParameters(model.parameters, 0)
  const sampler = buildSampler('ddpm', buildSchedule('linear'), { steps })
  return await timeStates({ device, model, weights, sampler, count }, single.run)
}
