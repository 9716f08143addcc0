import { describe, expect, test } from 'vitest'
import { ancestral } from '../../../../src/diffusion/samplers/ancestral.ts'
import { ddim } from '../../../../src/diffusion/samplers/ddim.ts'
import { buildSampler } from '../../../../src/diffusion/samplers/registry.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { repaint, repaintOrder } from '../../../../src/diffusion/tasks/repaint.ts'
import { tinySchedule } from '../../../tiny.ts'

describe('repaintOrder', () => {
  test('is the authors’ get_schedule_jump', () => {
    // of t_T = 5, jump_length 2, jump_n_sample 2: t = 4,3,2, 3,4, 3,2,1,0, 1,2, 1,0,-1
    expect(repaintOrder(5, 2, 2)).toEqual([0, 1, 0, 1, 2, 3, 2, 3, 4])
    expect(repaintOrder(250, 10, 10)).toHaveLength(250 + 24 * 9 * 10)
  })

  test.each([
    [5, 5, 9],
    [5, 2, 1],
    [1, 1, 5],
  ])('%i steps, jumps of %i, %i times: straight on', (steps, length, times) => {
    expect(repaintOrder(steps, length, times)).toEqual([...Array(steps).keys()])
  })
})

describe('repaint', () => {
  const sampler = ancestral(buildSchedule('linear'), { steps: 50, variance: 'small' })

  test('known pixels have the noise level that the next row expects, at last none', () => {
    const { rows } = repaint(sampler)
    rows.slice(0, -1).forEach(({ known, back }, i) => {
      const { signal, spread } = rows[i + 1]
      if (!back) expect(known).toMatchObject({ signal, spread })
    })
    expect(rows.at(-1)).toMatchObject({ known: { signal: 1, spread: 0 } })
    expect(rows.at(-1)?.back).toBeUndefined()
  })

  test('a way back up ends at the noise level of the row that follows', () => {
    const { rows } = repaint(sampler, { jumpLength: 5 })
    const jumps = rows.flatMap(({ known, back }, i) => (back ? [{ known, back, i }] : []))
    expect(jumps).toHaveLength(9 * 4)
    for (const { known, back, i } of jumps) {
      expect(back.x * known!.signal).toBeCloseTo(rows[i + 1].signal, 12)
      const variance = (back.x * known!.spread) ** 2 + back.noise ** 2
      expect(variance).toBeCloseTo(rows[i + 1].spread ** 2, 12)
    }
  })

  test.each(['dpm-solver++', 'unipc', 'heun'])('%s remembers, and is refused', (name) => {
    expect(() => repaint(buildSampler(name, tinySchedule, { steps: 5 }))).toThrow(
      /remembers earlier steps: use ddpm, ddim, euler or euler-ancestral/,
    )
  })

  test.each([
    [{ jumpLength: 0 }, /jumpLength is 0/],
    [{ resamplings: 1.5 }, /resamplings is 1.5/],
  ])('%o is refused', (options, message) => {
    expect(() => repaint(ddim(tinySchedule), options)).toThrow(message)
  })
})
