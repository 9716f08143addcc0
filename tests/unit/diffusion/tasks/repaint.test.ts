import { describe, expect, test } from 'vitest'
import { buildSampler } from '../../../../src/diffusion/samplers/build.ts'
import { buildSchedule } from '../../../../src/diffusion/schedules.ts'
import { repaint, repaintOrder } from '../../../../src/diffusion/tasks/repaint.ts'
import { coded } from '../../../coded.ts'
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
  const sampler = buildSampler('ddpm', buildSchedule('linear'), { steps: 50, variance: 'small' })

  test('known pixels have the noise level that the next row expects, at last none', () => {
    const { rows } = repaint(sampler)
    rows.slice(0, -1).forEach(({ known, back }, i) => {
      const { alpha, sigma } = rows[i + 1]
      if (!back) expect(known).toMatchObject({ alpha, sigma })
    })
    expect(rows.at(-1)).toMatchObject({ known: { alpha: 1, sigma: 0 } })
    expect(rows.at(-1)?.back).toBeUndefined()
  })

  test('a way back up ends at the noise level of the row that follows', () => {
    const { rows } = repaint(sampler, { jumpLength: 5 })
    const jumps = rows.flatMap(({ known, back }, i) => (back ? [{ known, back, i }] : []))
    expect(jumps).toHaveLength(9 * 4)
    for (const { known, back, i } of jumps) {
      expect(back.x * known!.alpha).toBeCloseTo(rows[i + 1].alpha, 12)
      const variance = (back.x * known!.sigma) ** 2 + back.noise ** 2
      expect(variance).toBeCloseTo(rows[i + 1].sigma ** 2, 12)
    }
  })

  test.each(['dpm-solver++', 'unipc', 'heun'] as const)('%s remembers, and is refused', (name) => {
    expect(() => repaint(buildSampler(name, tinySchedule, { steps: 5 }))).toThrow(
      coded('inpainting.sampler-is-multistep', {
        known: ['ddim', 'ddpm', 'euler', 'euler-ancestral'],
      }),
    )
  })

  test.each([
    [{ jumpLength: 0 }, coded('sampling.number-out-of-range', { name: 'jumpLength' })],
    [{ resamplings: 1.5 }, coded('sampling.number-out-of-range', { name: 'resamplings' })],
  ])('%o is refused', (options, message) => {
    expect(() => repaint(buildSampler('ddim', tinySchedule), options)).toThrow(message)
  })
})
