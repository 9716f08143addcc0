import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  buildSchedule,
  cosineSchedule,
  givenSchedule,
  linear1000Schedule,
  linearSchedule,
  type Schedule,
  scaledLinearSchedule,
  scheduleByName,
  scheduleNames,
  scheduleWarning,
  sigmoidBetaSchedule,
  sigmoidSchedule,
  terminalSnr,
  zeroTerminalSnr,
} from '../../../src/diffusion/schedules.ts'
import { scheduleConfig, scheduleSchema } from '../../../src/models/description.ts'

/** Six digits, as features.md gives them. */
const shown = (value: number) => Number(value.toPrecision(6))

describe('figures', () => {
  test('cosine (improved-diffusion)', () => {
    const { betas, alphaBars } = cosineSchedule()
    expect(shown(betas[0])).toBe(4.12842e-5)
    expect(betas[998]).toBeCloseTo(0.75, 5)
    expect(betas[999]).toBe(0.999)
    expect(shown(alphaBars[500])).toBe(0.492285)
  })

  test('sigmoid on alpha_bar (lucidrains)', () => {
    const { betas, alphaBars } = sigmoidSchedule()
    expect(shown(betas[0])).toBe(3.00279e-4)
    expect(shown(alphaBars[500])).toBe(0.498343)
  })

  test('linear rescaled to zero terminal SNR', () => {
    const { betas, alphaBars } = zeroTerminalSnr(linearSchedule())
    expect(shown(betas[998])).toBe(0.752267)
    expect(betas[999]).toBe(1)
    expect(alphaBars[999]).toBe(0)
    expect(alphaBars[0]).toBeCloseTo(linearSchedule().alphaBars[0], 12)
  })

  test('betas between two ends', () => {
    const root = Math.sqrt(1e-4) + (Math.sqrt(0.02) - Math.sqrt(1e-4)) * (300 / 999)
    expect(scaledLinearSchedule().betas[300]).toBeCloseTo(root ** 2, 12)
    const { betas } = sigmoidBetaSchedule()
    expect(betas[0]).toBeCloseTo(1e-4 + 0.0199 / (1 + Math.exp(6)), 12)
    expect(betas[999]).toBeCloseTo(1e-4 + 0.0199 / (1 + Math.exp(-6)), 12)
    const scaled = linear1000Schedule({ timesteps: 500 }).betas
    expect([scaled[0], scaled[499]].map(shown)).toEqual([2e-4, 0.04])
  })
})

const all: readonly [string, (timesteps: number) => Schedule][] = scheduleNames.map((name) => [
  name,
  (timesteps) => scheduleByName(name, timesteps),
])

describe.each(all)('%s', (_, make) => {
  test.each([1, 2, 3, 100, 1000, 4000])(
    'T = %i leaves less of the picture each time',
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
      const text = JSON.stringify(scheduleConfig(schedule))
      const again = buildSchedule(v.parse(scheduleSchema, JSON.parse(text)))
      expect(again).toEqual(schedule)
    }
  })
})

test('given betas come back from their config', () => {
  const schedule = givenSchedule([0.1, 0.2, 1])
  expect(schedule.alphaBars[1]).toBeCloseTo(0.72, 12)
  const text = JSON.stringify(scheduleConfig(schedule))
  expect(buildSchedule(v.parse(scheduleSchema, JSON.parse(text)))).toEqual(schedule)
})

test('files of version 1 are read', () => {
  const old = { name: 'linear', timesteps: 10, betaStart: 1e-4, betaEnd: 0.3 }
  const schedule = buildSchedule(v.parse(scheduleSchema, old))
  expect(schedule).toEqual(linearSchedule({ timesteps: 10, betaEnd: 0.3 }))
  expect(scheduleConfig(schedule)).toEqual(old)
})

describe('what is refused', () => {
  test.each([
    [() => cosineSchedule({ timesteps: 0 }), /timesteps is 0/],
    [() => cosineSchedule({ s: -1 }), /s is -1/],
    [() => sigmoidSchedule({ start: 3, end: -3 }), /use a start below the end/],
    [() => sigmoidSchedule({ tau: 0 }), /tau is 0/],
    [() => sigmoidSchedule({ tau: 0.01 }), /beta \d+ of the sigmoid .* T = 1000, .* tau = 0\.01:/],
    [() => sigmoidSchedule({ start: 100, end: 110 }), /start = 100, end = 110, tau = 1:/],
    [() => cosineSchedule({ s: 1e300 }), /beta 0 of the cosine .* s = 1e\+300:/],
    [
      () => linearSchedule({ timesteps: 2 ** 53 - 1 }),
      /timesteps is 9007199254740991: use .* 100000/,
    ],
    [() => scaledLinearSchedule({ betaEnd: 1 }), /betaEnd is 1/],
    [() => givenSchedule([]), /timesteps is 0/],
    [() => givenSchedule([0.1, 1, 0.2]), /beta 1 is 1/],
    [() => zeroTerminalSnr(linearSchedule({ timesteps: 1 })), /at least 2 timesteps/],
    [() => scheduleByName('cosin'), /did you mean "cosine"/],
  ])('%s', (wrong, message) => {
    expect(wrong).toThrow(message)
  })
})

describe('scheduleWarning', () => {
  test('names the terminal SNR where betas and T do not fit', () => {
    const short = linearSchedule({ timesteps: 100 })
    expect(terminalSnr(short)).toBeCloseTo(0.569, 2)
    expect(scheduleWarning(short)).toMatch(/ratio of 0\.5\d+/)
    expect(scheduleWarning(linearSchedule({ timesteps: 4000 }))).toMatch(
      /nothing but noise in 5\d %/,
    )
  })

  test('is silent where they do', () => {
    for (const schedule of [linearSchedule(), cosineSchedule(), sigmoidSchedule()]) {
      expect(scheduleWarning(schedule)).toBeUndefined()
    }
    expect(scheduleWarning(linear1000Schedule({ timesteps: 100 }))).toBeUndefined()
    expect(scheduleWarning(zeroTerminalSnr(linearSchedule()))).toBeUndefined()
  })
})
