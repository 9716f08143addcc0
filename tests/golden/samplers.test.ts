/** Every sampler against diffusers: whole trajectories, and the figures of its own tests. */

import { describe, expect, test } from 'vitest'
import { buildSampler } from '../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../src/diffusion/samplers/plan.ts'
import type { Sampler } from '../../src/diffusion/samplers/sampler.ts'
import { addNoise, buildSchedule } from '../../src/diffusion/schedules.ts'
import type { Target } from '../../src/diffusion/targets.ts'
import { loadFixture, relativeL2 } from './fixture.ts'
import { normal } from './formula.ts'
import { runPlainly } from './rows.ts'

const schedule = buildSchedule('linear')

describe('whole trajectories of diffusers', () => {
  const COUNT = 8
  const shape = [1, 1, 2, 4]
  const [INITIAL, NOISE] = [500, 501]
  const golden = loadFixture('samplers')

  /** The model of make_samplers.py. */
  const model = (x: Float64Array, t: number) =>
    x.map((value, i) => Math.tanh(0.7 * value + i / COUNT - 0.4) * (0.5 + t / 2000))

  /** All states of a short run, every fifth of a long one and the last. */
  const kept = (states: Float64Array[], steps: number) =>
    states.filter((_, i) => steps <= 10 || (i + 1) % 5 === 0 || i + 1 === states.length)

  const cases = golden.cases.map((row) => {
    const { spacing, ...options } = row.options
    return { ...row, label: `${row.name} ${JSON.stringify(options)} ${spacing}, ${row.target}` }
  })

  test.each(cases)('$label', ({ name, options, target, f32 }) => {
    const states = golden.steps.flatMap((steps) => {
      const sampler = buildSampler(name, schedule, { ...options, steps })
      const noise = (evaluation: number) => normal(NOISE + evaluation, shape)
      const initial = normal(INITIAL, shape)
      return kept(runPlainly(planDenoising(sampler, target), { initial, model, noise }), steps)
    })
    expect(states).toHaveLength(f32.length / COUNT)
    states.forEach((state, i) => {
      const expected = f32.subarray(i * COUNT, (i + 1) * COUNT)
      expect(relativeL2(state, expected), `state ${i}`).toBeLessThanOrEqual(2e-7)
    })
  })
})

describe('figures of diffusers’ tests', () => {
  const COUNT = 768
  const STEPS = 10
  /** arange(768) / 768 as (3, 8, 8, 4), permuted to (4, 3, 8, 8). */
  const deterministic = Float64Array.from({ length: COUNT }, (_, i) => {
    return (Math.floor(i / 192) + (i % 192) * 4) / COUNT
  })
  const noise = Float64Array.from({ length: COUNT }, (_, i) => {
    return (COUNT - 1 - Math.floor(i / 192) - (i % 192) * 4) / COUNT
  })
  const model = (x: Float64Array, t: number) => x.map((value) => (value * t) / (t + 1))

  const finalOf = (sampler: Sampler, initial: ArrayLike<number>, target?: Target) =>
    runPlainly(planDenoising(sampler, target), { initial, model }).at(-1)!
  const sum = (values: Float64Array) => values.reduce((total, x) => total + Math.abs(x), 0)
  const mean = (values: Float64Array) => sum(values) / COUNT

  /** The deterministic state noised to where the sampler's rows begin. */
  const noised = ({ rows: [{ t }] }: Sampler) => {
    return addNoise(schedule, Float32Array.from(deterministic), t, Float32Array.from(noise))
  }

  const leading = { steps: STEPS, spacing: 'leading' } as const
  const linspace = { steps: STEPS, spacing: 'linspace', clip: 'none' } as const
  const toLeast = { ...linspace, finalSigma: 'min' } as const

  test('DDIM', () => {
    const theirs = { ...leading, rederiveEps: false }
    const plain = buildSampler('ddim', schedule, theirs)
    expect(sum(finalOf(plain, deterministic))).toBeCloseTo(172.0067, 3)
    expect(sum(finalOf(plain, deterministic, 'v'))).toBeCloseTo(52.5302, 3)
    const late = buildSampler('ddim', schedule, { ...theirs, start: 8 })
    expect(sum(finalOf(late, noised(late)))).toBeCloseTo(354.5418, 3)
    const steeper = buildSchedule('linear', { betaStart: 0.01 })
    expect(sum(finalOf(buildSampler('ddim', steeper, theirs), deterministic))).toBeCloseTo(
      149.8295,
      3,
    )
    const open = buildSampler('ddim', steeper, { ...theirs, setAlphaToOne: false })
    expect(sum(finalOf(open, deterministic))).toBeCloseTo(149.0784, 3)
  })

  test('DPM-Solver++(2M)', () => {
    const options = { ...toLeast, lowerOrderFinal: false }
    const plain = buildSampler('dpm-solver++', schedule, options)
    expect(mean(finalOf(plain, deterministic))).toBeCloseTo(0.3301, 4)
    expect(mean(finalOf(plain, deterministic, 'v'))).toBeCloseTo(0.2251, 4)
    const late = buildSampler('dpm-solver++', schedule, { ...options, start: 5 })
    expect(sum(finalOf(late, noised(late)))).toBeCloseTo(318.4111, 2)
  })

  test('UniPC', () => {
    const plain = buildSampler('unipc', schedule, toLeast)
    expect(mean(finalOf(plain, deterministic))).toBeCloseTo(0.2464, 4)
    expect(mean(finalOf(plain, deterministic, 'v'))).toBeCloseTo(0.1014, 4)
    const late = buildSampler('unipc', schedule, { ...toLeast, start: 8 })
    expect(sum(finalOf(late, noised(late)))).toBeCloseTo(315.5757, 2)
  })

  test('Euler, whose test takes the scaled x for the whole one', () => {
    const longer = buildSchedule('linear', { timesteps: 1100 })
    const { rows } = buildSampler('euler', longer, linspace)
    const sigma = rows[0].sigma / rows[0].alpha
    let x = deterministic.map((value) => value * sigma)
    rows.forEach(({ t, alpha, sigma }, i) => {
      const next = rows[i + 1] ?? { alpha: 1, sigma: 0 }
      const slope = next.sigma / next.alpha - sigma / alpha
      const scaled = x.map((value) => value * alpha)
      const said = model(scaled, t)
      x = scaled.map((value, k) => value + slope * said[k])
    })
    expect(sum(x)).toBeCloseTo(10.0807, 3)
  })

  test('variances', () => {
    const varianceAt = ({ rows }: Sampler, t: number) =>
      rows.find((row) => row.t === t)!.noise! ** 2
    const small = buildSampler('ddpm', schedule, { variance: 'small' })
    expect(varianceAt(small, 487)).toBeCloseTo(0.00979, 5)
    expect(varianceAt(small, 999)).toBeCloseTo(0.02, 5)
    const large = buildSampler('ddpm', schedule, {
      variance: 'large',
      steps: 10,
      spacing: 'leading',
    })
    const { alphaBars } = schedule
    expect(varianceAt(large, 500)).toBeCloseTo(1 - alphaBars[500] / alphaBars[400], 12)
    const noisy = buildSampler('ddim', schedule, { steps: 50, spacing: 'leading', eta: 1 })
    expect(Math.abs(varianceAt(noisy, 420) - 0.14771)).toBeLessThan(1e-5)
    expect(Math.abs(varianceAt(noisy, 980) - 0.3246)).toBeLessThan(1e-5)
  })
})
