import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  type AnyScheduleName,
  buildSchedule,
  readScheduleConfig,
  type Schedule,
  scheduleDefinitions,
  scheduleFromConfig,
  scheduleNames,
  scheduleWarning,
  terminalSnr,
  zeroTerminalSnr,
} from '../../../src/diffusion/schedules.ts'
import { scheduleSchema } from '../../../src/models/description.ts'
import { coded } from '../../coded.ts'

/** Six digits, as features.md gives them. */
const shown = (value: number) => Number(value.toPrecision(6))

describe('figures', () => {
  test('cosine (improved-diffusion)', () => {
    const { betas, alphaBars } = buildSchedule('cosine')
    expect(shown(betas[0])).toBe(4.12842e-5)
    expect(betas[998]).toBeCloseTo(0.75, 5)
    expect(betas[999]).toBe(0.999)
    expect(shown(alphaBars[500])).toBe(0.492285)
  })

  test('sigmoid on alpha_bar (lucidrains)', () => {
    const { betas, alphaBars } = buildSchedule('sigmoid')
    expect(shown(betas[0])).toBe(3.00279e-4)
    expect(shown(alphaBars[500])).toBe(0.498343)
  })

  test('linear rescaled to zero terminal SNR', () => {
    const { betas, alphaBars } = zeroTerminalSnr(buildSchedule('linear'))
    expect(shown(betas[998])).toBe(0.752267)
    expect(betas[999]).toBe(1)
    expect(alphaBars[999]).toBe(0)
    expect(alphaBars[0]).toBeCloseTo(buildSchedule('linear').alphaBars[0], 12)
  })

  test('betas between two ends', () => {
    const root = Math.sqrt(1e-4) + (Math.sqrt(0.02) - Math.sqrt(1e-4)) * (300 / 999)
    expect(buildSchedule('scaled-linear').betas[300]).toBeCloseTo(root ** 2, 12)
    const { betas } = buildSchedule('sigmoid-beta')
    expect(betas[0]).toBeCloseTo(1e-4 + 0.0199 / (1 + Math.exp(6)), 12)
    expect(betas[999]).toBeCloseTo(1e-4 + 0.0199 / (1 + Math.exp(-6)), 12)
    const scaled = buildSchedule('linear-1000', { timesteps: 500 }).betas
    expect([scaled[0], scaled[499]].map(shown)).toEqual([2e-4, 0.04])
  })
})

const all: readonly [string, (timesteps: number) => Schedule][] = scheduleNames.map((name) => [
  name,
  (timesteps) => buildSchedule(name, { timesteps }),
])

describe.each(all)('%s', (_, make) => {
  test.each([1, 2, 3, 100, 1000, 4000])(
    'T = %i leaves less of the image each time',
    (timesteps) => {
      const { alphaBars, betas } = make(timesteps)
      expect(betas).toHaveLength(timesteps)
      expect(betas.every((beta) => beta > 0 && beta < 1)).toBe(true)
      alphaBars.forEach((alphaBar, t) => {
        expect(alphaBar).toBeGreaterThan(0)
        expect(alphaBar).toBeLessThan(t ? alphaBars[t - 1] : 1)
      })
    },
  )

  test('is built again from its config, as a file keeps it', () => {
    for (const schedule of [make(50), zeroTerminalSnr(make(50))]) {
      const text = JSON.stringify(schedule.config)
      const again = scheduleFromConfig(v.parse(scheduleSchema, JSON.parse(text)))
      expect(again).toEqual(schedule)
      expect(JSON.stringify(again.config)).toBe(text)
    }
  })
})

test('given betas come back from their config', () => {
  const schedule = buildSchedule('betas', { betas: [0.1, 0.2, 1] })
  expect(schedule.alphaBars[1]).toBeCloseTo(0.72, 12)
  const text = JSON.stringify(schedule.config)
  expect(scheduleFromConfig(v.parse(scheduleSchema, JSON.parse(text)))).toEqual(schedule)
})

test('files of version 1 are read', () => {
  const old = { name: 'linear', timesteps: 10, betaStart: 1e-4, betaEnd: 0.3 }
  const schedule = scheduleFromConfig(v.parse(scheduleSchema, old))
  expect(schedule).toEqual(buildSchedule('linear', { timesteps: 10, betaEnd: 0.3 }))
  expect(schedule.config).toEqual(old)
})

describe('what is refused', () => {
  const tooMany = { timesteps: 2 ** 53 - 1 }
  test.each([
    ['option.out-of-range', { name: 'timesteps' }, () => buildSchedule('cosine', { timesteps: 0 })],
    ['option.out-of-range', { name: 's' }, () => buildSchedule('cosine', { s: -1 })],
    ['option.out-of-range', { name: 'tau' }, () => buildSchedule('sigmoid', { tau: 0 })],
    ['option.out-of-range', { name: 'timesteps' }, () => buildSchedule('linear', tooMany)],
    [
      'option.out-of-range',
      { name: 'betaEnd' },
      () => buildSchedule('scaled-linear', { betaEnd: 1 }),
    ],
    ['option.out-of-range', { name: 'betas' }, () => buildSchedule('betas', { betas: [] })],
    ['option.out-of-range', { name: 'betas' }, () => buildSchedule('betas', { betas: [0.1, 2] })],
    [
      'schedule.start-not-below-end',
      { start: 3, end: -3 },
      () => buildSchedule('sigmoid', { start: 3, end: -3 }),
    ],
    [
      'schedule.alpha-bar-does-not-fall',
      { name: 'sigmoid', options: 'T = 1000, start = -3, end = 3, tau = 0.01' },
      () => buildSchedule('sigmoid', { tau: 0.01 }),
    ],
    [
      'schedule.alpha-bar-does-not-fall',
      { options: 'T = 1000, start = 100, end = 110, tau = 1' },
      () => buildSchedule('sigmoid', { start: 100, end: 110 }),
    ],
    [
      'schedule.alpha-bar-does-not-fall',
      { name: 'cosine', t: 0, options: 'T = 1000, s = 1e+300' },
      () => buildSchedule('cosine', { s: 1e300 }),
    ],
    [
      'schedule.beta-is-one',
      { t: 1, last: 2 },
      () => buildSchedule('betas', { betas: [0.1, 1, 0.2] }),
    ],
    [
      'schedule.too-short-for-zero-snr',
      {},
      () => buildSchedule('linear', { timesteps: 1, zeroSnr: true }),
    ],
    ['schedule.unknown', { name: 'cosin' }, () => buildSchedule('cosin' as AnyScheduleName)],
    // @ts-expect-error cosine has no betaEnd
    ['option.unknown', { name: 'betaEnd' }, () => buildSchedule('cosine', { betaEnd: 0.02 })],
    // @ts-expect-error betas must be given
    ['option.missing', { name: 'betas' }, () => buildSchedule('betas')],
  ])('%s: %o', (code, values, wrong) => {
    expect(wrong).toThrow(coded(code, values))
  })

  test.each([
    [undefined, 'schedule.not-a-config'],
    [{ timesteps: 10 }, 'schedule.not-a-config'],
    [{ name: 'later' }, 'schedule.unknown'],
    [{ name: 'linear', timesteps: '10' }, 'option.wrong-type'],
    [{ name: 'linear', timesteps: 10, shift: 3 }, 'option.unknown'],
  ])('as a config: %o', (config, code) => {
    expect(() => readScheduleConfig(config)).toThrow(coded(code))
    expect(v.safeParse(scheduleSchema, config).success).toBe(false)
  })
})

test('zero terminal SNR is an option of every schedule', () => {
  for (const name of scheduleNames) {
    const schedule = buildSchedule(name, { timesteps: 50, zeroSnr: true })
    expect(schedule).toEqual(zeroTerminalSnr(buildSchedule(name, { timesteps: 50 })))
    expect(schedule.config).toMatchObject({ name, timesteps: 50, zeroSnr: true })
  }
})

test('laplace is that of diffusers (betas_for_alpha_bar), in double precision', () => {
  const { betas, alphaBars } = buildSchedule('laplace')
  for (const [t, beta] of [
    [0, 0.021153757200412016],
    [1, 0.008747812864309146],
    [10, 0.003009966085872451],
    [100, 0.0007697285781447238],
    [300, 0.000363241998265762],
    [500, 0.00025003138294010796],
    [700, 0.0004704343897440344],
    [900, 0.0017359813190604978],
    [990, 0.022883735090779345],
    [998, 0.15162966182198967],
    [999, 0.8472526270584196],
  ]) {
    expect(Math.abs(betas[t] - beta), `beta ${t}`).toBeLessThan(1e-14)
  }
  // theirs is a product in float32 of betas rounded to float32
  expect(alphaBars[500]).toBeCloseTo(0.7072832703624693, 6)
  expect(alphaBars[999]).toBeCloseTo(0.03162278076005167, 6)
})

test('every definition says what it is and where it comes from', () => {
  for (const { name, help, source } of scheduleDefinitions) {
    expect(name).toMatch(/^[a-z0-9-]+$/)
    expect(help.length).toBeGreaterThan(10)
    expect(source.length).toBeGreaterThan(10)
  }
  expect(new Set(scheduleNames).size).toBe(scheduleDefinitions.length)
})

describe('scheduleWarning', () => {
  test('names the terminal SNR where betas and T do not fit', () => {
    const short = buildSchedule('linear', { timesteps: 100 })
    expect(terminalSnr(short)).toBeCloseTo(0.569, 2)
    expect(scheduleWarning(short)).toMatch(/ratio of 0\.5\d+/)
    expect(scheduleWarning(buildSchedule('linear', { timesteps: 4000 }))).toMatch(
      /nothing but noise in 5\d %/,
    )
  })

  test('is silent where they do', () => {
    for (const schedule of [
      buildSchedule('linear'),
      buildSchedule('cosine'),
      buildSchedule('sigmoid'),
    ]) {
      expect(scheduleWarning(schedule)).toBeUndefined()
    }
    expect(scheduleWarning(buildSchedule('linear-1000', { timesteps: 100 }))).toBeUndefined()
    expect(scheduleWarning(zeroTerminalSnr(buildSchedule('linear')))).toBeUndefined()
  })
})
