import { describe, expect, test } from 'vitest'
import { buildSampler } from '../../../src/diffusion/samplers/build.ts'
import { planDenoising } from '../../../src/diffusion/samplers/plan.ts'
import {
  type SamplerName,
  type SamplerOptions,
  samplerDefinitions,
  samplerNames,
} from '../../../src/diffusion/samplers/registry.ts'
import { buildSchedule, zeroTerminalSnr } from '../../../src/diffusion/schedules.ts'
import { targets } from '../../../src/diffusion/targets.ts'
import { coded } from '../../coded.ts'
import { runPlainly } from '../../golden/rows.ts'

const linear = buildSchedule('linear')

describe('the notebook’s sampler', () => {
  /** As the package had it before there were others. */
  const before = (t: number) => {
    const alpha = linear.alphas[t]
    const x = 1 / Math.sqrt(alpha)
    const eps = (-x * (1 - alpha)) / Math.sqrt(1 - linear.alphaBars[t])
    return [x, eps, t === 0 ? 0 : Math.sqrt(1 - alpha)]
  }

  test('is planned as x, eps and noise, with the same bits', () => {
    const plan = planDenoising(buildSampler('ddpm', linear))
    expect(plan.next).toEqual([{ terms: ['x', 'output', 'noise'], columns: [0, 1, 2] }])
    expect(plan.x0).toBeUndefined()
    expect(plan.steps).toEqual(
      Array.from({ length: 1000 }, (_, i) => ({ t: 999 - i, row: before(999 - i) })),
    )
  })
})

/** An image of 4 numbers, and a network that knows it. */
const image = Float64Array.of(-0.9, -0.2, 0.4, 1)
const initial = Float64Array.of(0.3, -1.2, 2, -0.4)

function knowing(schedule = linear) {
  const { sqrtAlphaBars: signals, sqrtOneMinusAlphaBars: spreads } = schedule
  return {
    x0: () => image,
    v: (x: Float64Array, t: number) => {
      const [a, s] = [signals[Math.round(t)], spreads[Math.round(t)]]
      return image.map((value, i) => (a * (x[i] - a * value)) / s - s * value)
    },
    eps: (x: Float64Array, t: number) => {
      const [a, s] = [signals[Math.round(t)], spreads[Math.round(t)]]
      return image.map((value, i) => (x[i] - a * value) / s)
    },
  }
}

describe.each(samplerNames)('%s', (name) => {
  const build = (options?: SamplerOptions, schedule = linear) =>
    buildSampler(name, schedule, options)

  for (const target of targets) {
    test.each([1, 2, 7, 1000])(
      `finds what a perfect network of ${target} knows in %i steps`,
      (steps) => {
        for (const clip of ['none', 'range'] as const) {
          const plan = planDenoising(build({ steps, clip }), target)
          const noise = (i: number) => initial.map((value) => value * Math.cos(i))
          const states = runPlainly(plan, { initial, model: knowing()[target], noise })
          states.at(-1)!.forEach((value, i) => {
            expect(value).toBeCloseTo(image[i], 8)
          })
        }
      },
    )
  }

  test('begins at T - 1 by default, and ends without noise', () => {
    const { rows } = build({ steps: 5 })
    expect(rows[0].t).toBe(999)
    expect(rows.at(-1)!.noise ?? 0).toBe(0)
  })

  test.each(['leading', 'linspace', 'trailing'] as const)(
    '%s works with 1, 2, T - 1 and T steps',
    (spacing) => {
      const short = buildSchedule('linear', { timesteps: 8, betaEnd: 0.5 })
      for (const steps of [1, 2, 7, 8]) {
        const { steps: planned } = planDenoising(build({ steps, spacing }, short))
        expect(planned.every(({ t }) => t >= 0 && t <= 7)).toBe(true)
      }
    },
  )

  test.each([
    [{ steps: 0 }, 'option.out-of-range'],
    [{ steps: 1001 }, 'sampler.steps-out-of-range'],
    [{ steps: 2.5 }, 'option.out-of-range'],
    [{ start: 5, steps: 5 }, 'sampler.start-out-of-range'],
    [{ strength: 0.1, steps: 5 }, 'sampler.strength-takes-no-step'],
  ])('%o is refused', (wrong, code) => {
    expect(() => build(wrong)).toThrow(coded(code))
  })

  test('works on every schedule from 1 to 4000 timesteps', () => {
    for (const timesteps of [1, 2, 50, 4000]) {
      for (const schedule of [
        buildSchedule('linear', { timesteps }),
        buildSchedule('cosine', { timesteps }),
      ]) {
        for (const target of targets) planDenoising(build({}, schedule), target)
      }
    }
  })

  test('takes zero terminal SNR with v and x0, and refuses it with eps', () => {
    const schedule = zeroTerminalSnr(buildSchedule('linear'))
    for (const target of ['v', 'x0'] as const) {
      const plan = planDenoising(build({ steps: 5, clip: 'none' }, schedule), target)
      const model = knowing(schedule)[target]
      const states = runPlainly(plan, { initial, model, noise: () => initial })
      states.at(-1)!.forEach((value, i) => {
        expect(value).toBeCloseTo(image[i], 3)
      })
    }
    expect(() => planDenoising(build({ steps: 5 }, schedule))).toThrow(
      coded('sampler.eps-at-zero-snr'),
    )
  })
})

describe('ddim that clips', () => {
  /** Says too bright an image at t = 999, in one of two steps. */
  const firstX = (options: SamplerOptions) => {
    const plan = planDenoising(buildSampler('ddim', linear, { steps: 2, ...options }), 'x0')
    return runPlainly(plan, { initial, model: () => Float64Array.of(3, -3, 0.5, 1) })[0]
  }
  const [from, to] = [999, 499].map((t) => {
    return { alpha: linear.sqrtAlphaBars[t], sigma: linear.sqrtOneMinusAlphaBars[t] }
  })
  const clipped = [1, -1, 0.5, 1]
  /** DDIM's step with the noise that belongs to some image. */
  const stepWith = (images: readonly number[]) =>
    images.map((value, i) => {
      const eps = (initial[i] - from.alpha * value) / from.sigma
      return to.alpha * clipped[i] + to.sigma * eps
    })

  test('takes the noise that belongs to the clipped image', () => {
    for (const options of [{}, { rederiveEps: true }]) {
      const expected = stepWith(clipped)
      firstX(options).forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 12)
      })
    }
  })

  test('or, as diffusers does, what the network says, on request', () => {
    const expected = stepWith([3, -3, 0.5, 1])
    firstX({ rederiveEps: false }).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 12)
    })
  })
})

test.each(['ddim', 'dpm-solver++'] as const)('%s adds as much noise as eta says', (name) => {
  const noiseOf = (eta: number) =>
    buildSampler(name, linear, { steps: 5, eta }).rows.map(({ noise = 0 }) => noise)
  expect(noiseOf(0).every((noise) => noise === 0)).toBe(true)
  const [some, all] = [noiseOf(0.5), noiseOf(1)]
  some.slice(0, -1).forEach((noise, i) => {
    expect(noise).toBeGreaterThan(0)
    expect(noise).toBeLessThan(all[i])
  })
  expect(all.at(-1)).toBe(0)
  for (const eta of [-0.1, 1.1, Number.NaN]) {
    expect(() => noiseOf(eta)).toThrow(coded('option.out-of-range', { name: 'eta' }))
  }
})

test('heun corrects no step out of pure noise, where its correction would be magnified', () => {
  const evaluations = (schedule = linear) =>
    buildSampler('heun', schedule, { steps: 6 }).rows.length
  expect([evaluations(), evaluations(buildSchedule('cosine'))]).toEqual([11, 10])
})

test('a last step of no length, from t = 0 to its own noise level, changes nothing', () => {
  const short = buildSchedule('linear', { timesteps: 50 })
  const whole = { steps: 50, finalSigma: 'min' } as const
  for (const [name, solver] of [
    ['dpm-solver++', 'heun'],
    ['dpm-solver++', 'midpoint'],
    ['unipc', 'bh1'],
    ['unipc', 'bh2'],
  ] as const) {
    const { steps } = planDenoising(buildSampler(name, short, { ...whole, solver, clip: 'none' }))
    expect(steps.at(-1)!.row.every(Number.isFinite), `${name} ${solver}`).toBe(true)
  }
  const { rows } = buildSampler('dpm-solver++', short, { ...whole, solver: 'heun' })
  expect(rows.at(-1)).toMatchObject({ x: 1, x0: 0, history: [-0], noise: 0 })
})

describe('buildSampler', () => {
  test('refuses what is unknown or another sampler’s', () => {
    const build = (name: string, options: object = {}) =>
      buildSampler(name as SamplerName, linear, options)
    const unknown = () => build('unpic')
    expect(unknown).toThrow(coded('sampler.unknown', { name: 'unpic' }))
    expect(unknown).toThrow(/did you mean "unipc"/)
    expect(() => build('euler', { eta: 1 })).toThrow(coded('option.unknown', { name: 'eta' }))
    const range = (name: string, option: object) =>
      expect(() => build(name, option)).toThrow(
        coded('option.out-of-range', { owner: `the sampler ${name}` }),
      )
    range('ddim', { eta: 2 })
    range('unipc', { solver: 'heun' })
    range('dpm-solver++', { finalSigma: 'mni' })
    range('ddpm', { variance: 'larg' })
    // @ts-expect-error euler has no eta
    expect(() => buildSampler('euler', linear, { eta: 1 })).toThrow()
  })

  test('properties are those of the rows', () => {
    for (const { name, stochastic, multistep, evaluations, steps } of samplerDefinitions) {
      const { rows } = buildSampler(name, linear, { steps: 9 })
      expect(
        rows.some(({ noise }) => noise),
        name,
      ).toBe(stochastic === true)
      expect(
        rows.some(({ keep }) => keep),
        name,
      ).toBe(multistep)
      expect(Math.ceil(rows.length / 9), name).toBe(evaluations)
      const usual = buildSampler(name, linear).rows.length
      expect(usual, name).toBeGreaterThanOrEqual(steps === 'all' ? 1000 : steps)
    }
  })
})
