/** Whole runs from diffusers' scheduler configs, as their folders hold them. */

import { expect, test } from 'vitest'
import { buildSampler } from '../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../src/diffusion/samplers/plan.ts'
import type { SamplerOptions } from '../../src/diffusion/samplers/registry.ts'
import { scheduleFromConfig } from '../../src/diffusion/schedules.ts'
import { parsePythonJson } from '../../src/formats/python-json.ts'
import { readScheduler } from '../../src/interchange/diffusers/scheduler.ts'
import { writeScheduler } from '../../src/interchange/diffusers/write-scheduler.ts'
import { loadFixture, relativeL2 } from './fixture.ts'
import { normal } from './formula.ts'
import { runPlainly } from './rows.ts'

const golden = loadFixture('schedulers')
const shape = [1, 1, 2, 4]
const [INITIAL, NOISE] = [500, 501]

/** The model of make_samplers.py. */
const model = (x: Float64Array, t: number) =>
  x.map((value, i) => Math.tanh(0.7 * value + i / 8 - 0.4) * (0.5 + t / 2000))

const cases = golden.cases.map(({ config, f32 }, i) => {
  const json = parsePythonJson(config) as { readonly _class_name: string }
  return { label: `${i}: ${json._class_name}`, json, f32 }
})

test.each(cases)('$label is written again as it was read', ({ json }) => {
  const { schedule, target, sampling } = readScheduler(json)
  const written = writeScheduler(scheduleFromConfig(schedule), target, sampling!)
  expect(written.notes).toEqual([])
  expect(readScheduler(written.config)).toEqual(readScheduler(json))
  expect(json).toMatchObject({ _class_name: written.config['_class_name'] })
})

test.each(cases)('$label', ({ json, f32 }) => {
  const { schedule, target, sampling, notes } = readScheduler(json)
  expect(notes).toEqual([])
  const options = { ...sampling!.options, steps: golden.steps } as SamplerOptions
  const sampler = buildSampler(sampling!.sampler, scheduleFromConfig(schedule), options)
  const noise = (evaluation: number) => normal(NOISE + evaluation, shape)
  const run = { initial: normal(INITIAL, shape), model, noise }
  const states = runPlainly(planDenoising(sampler, target), run)
  expect(relativeL2(states[states.length - 1], f32)).toBeLessThanOrEqual(1e-6)
})
