/** What is run for its result is closed however it ends. */

import { describe, expect, test } from 'vitest'
import { toEnd, within } from '../../../src/diffusion/progress.ts'

/** Three steps, and whether they have been closed. */
function steps() {
  const state = { closed: false }
  async function* run() {
    try {
      for (let done = 1; done <= 3; done++) yield { done, total: 3 }
      return 'result'
    } finally {
      state.closed = true
    }
  }
  return { state, generator: run() }
}

describe('toEnd', () => {
  test('reports each step and gives the result', async () => {
    const reported: number[] = []
    const result = await toEnd(steps().generator, ({ done }) => reported.push(done))
    expect([result, reported]).toEqual(['result', [1, 2, 3]])
  })

  test('closes the steps where a listener throws', async () => {
    const { state, generator } = steps()
    const failing = toEnd(generator, () => {
      throw new Error('no more')
    })
    await expect(failing).rejects.toThrow('no more')
    expect(state.closed).toBe(true)
  })
})

describe('within', () => {
  test('counts the whole, and gives the result', async () => {
    const whole = within({ before: 10, after: 100 }, steps().generator)
    const reported: [number, number][] = []
    const result = await toEnd(whole, ({ done, total }) => reported.push([done, total]))
    const expected = [
      [11, 113],
      [12, 113],
      [13, 113],
    ]
    expect([result, reported]).toEqual(['result', expected])
  })

  test('closes its part where it is left early', async () => {
    const { state, generator } = steps()
    for await (const _ of within({ before: 0, after: 0 }, generator)) break
    expect(state.closed).toBe(true)
  })
})
