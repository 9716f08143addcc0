/** Schedule, time embedding and parameter list against PyTorch. */

import { describe, expect, test } from 'vitest'
import { openReference } from '../../src/backends/reference/device.ts'
import { buildSchedule, type Schedule } from '../../src/diffusion/schedules.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { sinusoidalEmbedding } from '../../src/engine/trace.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { simpleUnet } from '../../src/nn/simple-unet/definition.ts'
import { goldenDevices } from '../devices.ts'
import { loadFixture, type ScheduleCoefficient } from './fixture.ts'

const coefficients: Record<ScheduleCoefficient, keyof Schedule> = {
  betas: 'betas',
  alphas: 'alphas',
  alpha_bars: 'alphaBars',
  sqrt_alpha_bars: 'sqrtAlphaBars',
  sqrt_one_minus_alpha_bars: 'sqrtOneMinusAlphaBars',
  sqrt_alphas: 'sqrtAlphas',
  sqrt_recip_alphas: 'sqrtRecipAlphas',
}

describe('linear schedule', () => {
  for (const golden of loadFixture('schedule').schedules) {
    test(`T = ${golden.timesteps}: every coefficient of DDPMScheduler`, () => {
      const { timesteps, betaStart, betaEnd } = golden
      const schedule = buildSchedule('linear', { timesteps, betaStart, betaEnd })
      for (const [name, ours] of Object.entries(coefficients)) {
        golden.t.forEach((t, i) => {
          const expected = golden[name as ScheduleCoefficient][i]
          const actual = (schedule[ours] as Float64Array)[t]
          expect(Math.abs(actual / expected - 1), `${name}[${t}]`).toBeLessThan(1e-12)
        })
      }
    })
  }

  test('alpha_bar at 0, 250, 500, 999, to six digits', () => {
    const { alphaBars } = buildSchedule('linear')
    const shown = [0, 250, 500, 999].map((t) => alphaBars[t].toPrecision(6))
    expect(shown).toEqual(['0.999900', '0.521423', '0.0777967', '0.0000403583'])
  })
})

describe('time embedding', () => {
  for (const { label, open } of goldenDevices(['reference', 'wasm'])) {
    for (const { dim, t, expected } of loadFixture('embedding').cases) {
      test(`dim ${dim} on ${label}`, async () => {
        const device = await open()
        const graph = new Graph()
        const emb = sinusoidalEmbedding(graph.input('t', [t.length], 'i32'), dim)
        const job = await device.load(buildProgram('embedding', graph, { emb }), {})
        await job.write('t', Int32Array.from(t))
        await job.run()
        const actual = await job.read('emb')
        expected.f64.forEach((value, i) => {
          expect(Math.abs(actual[i] - value)).toBeLessThan(1e-7)
        })
        await device.close()
      })
    }
  }

  test('is exact up to rounding where angles are small', async () => {
    const device = openReference({ precision: 'float64' })
    const graph = new Graph()
    const emb = sinusoidalEmbedding(graph.input('t', [1], 'i32'), 8)
    const job = await device.load(buildProgram('embedding', graph, { emb }), {})
    await job.write('t', Int32Array.of(1))
    await job.run()
    const actual = await job.read('emb')
    for (let i = 0; i < 4; i++) {
      const angle = 10000 ** (-i / 3)
      expect(actual[i]).toBeCloseTo(Math.sin(angle), 6)
      expect(actual[4 + i]).toBeCloseTo(Math.cos(angle), 6)
    }
  })
})

describe('parameters', () => {
  const golden = loadFixture('parameters')
  const model = simpleUnet()

  test('have PyTorch’s names, shapes, order and count', () => {
    expect(model.parameterCount).toBe(2_755_201)
    expect(model.parameterCount).toBe(golden.count)
    const ours = model.parameters.map(({ name, shape }) => ({ name, shape }))
    expect(ours).toEqual(golden.parameters.map(({ name, shape }) => ({ name, shape })))
  })

  test('begin uniform within PyTorch’s bounds', () => {
    const flat = initialParameters(model.parameters, 0)
    golden.parameters.forEach(({ name, bound }, i) => {
      const { offset, initial } = model.parameters[i]
      expect(initial).toEqual({ kind: 'uniform', bound: expect.closeTo(bound, 7) })
      const end = model.parameters[i + 1]?.offset ?? flat.length
      const values = flat.subarray(offset, end)
      const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
      expect(largest, name).toBeLessThanOrEqual(Math.fround(bound))
      if (values.length < 1000) return
      expect(largest / bound, name).toBeGreaterThan(0.99)
      const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length
      expect(variance / (bound ** 2 / 3), name).toBeCloseTo(1, 0)
    })
  })
})
