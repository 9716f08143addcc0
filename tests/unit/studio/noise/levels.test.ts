import { expect, test } from 'vitest'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { sameLevel } from '../../../../studio/src/pages/noise/levels.ts'

test('finds each level of a schedule at its own timestep', () => {
  const schedule = buildSchedule('cosine')
  for (const t of [0, 1, 500, 998, 999]) expect(sameLevel(schedule.alphaBars[t], schedule)).toBe(t)
})

test('no other timestep of another schedule is nearer', () => {
  const [one, other] = [buildSchedule('linear'), buildSchedule('cosine')]
  for (const t of [0, 10, 250, 700, 999]) {
    const wanted = one.alphaBars[t]
    const found = sameLevel(wanted, other)
    const distance = Math.abs(other.alphaBars[found] - wanted)
    const least = Math.min(...Array.from(other.alphaBars, (level) => Math.abs(level - wanted)))
    expect(distance).toBe(least)
  }
})

test('levels beyond both ends are the ends', () => {
  const schedule = buildSchedule('linear')
  expect(sameLevel(1, schedule)).toBe(0)
  expect(sameLevel(0, schedule)).toBe(999)
})
