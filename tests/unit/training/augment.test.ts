/** Images changed while training: how, and alike wherever they are computed. */

import { expect, test } from 'vitest'
import { augment } from '../../../src/training/augment.ts'
import { runAll, squares, tinyOptions } from '../../tiny.ts'

const shape = [2, 3, 2] as const
const values = Float32Array.from({ length: 12 }, (_, i) => i)
const mirrored = Float32Array.of(4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7)
const none = { seed: 5, augmentFlip: false, augmentShift: 0 }

/** A batch of so many equal images, changed. */
function changed(count: number, recipe: Partial<typeof none>, first = 0, step = 1) {
  const batch = new Float32Array(count * values.length)
  for (let i = 0; i < count; i++) batch.set(values, i * values.length)
  augment(batch, shape, { ...none, ...recipe }, { first, step })
  return Array.from({ length: count }, (_, i) => batch.subarray(i * 12, (i + 1) * 12))
}

test('without options nothing is changed', () => {
  expect(changed(3, {})).toEqual([values, values, values])
})

test('about half of the images are mirrored, pixels with their alpha', () => {
  const images = changed(200, { augmentFlip: true })
  const flipped = images.filter((image) => image[0] === 4)
  expect(flipped.length).toBeGreaterThan(70)
  expect(flipped.length).toBeLessThan(130)
  for (const image of images) expect([values, mirrored]).toContainEqual(image)
})

test('images are moved by whole pixels, edges are repeated', () => {
  const pixels = [0, 2, 4, 6, 8, 10]
  const images = changed(200, { augmentShift: 1 })
  for (const image of images) {
    for (let at = 0; at < 12; at += 2) {
      expect(pixels).toContain(image[at])
      expect(image[at + 1]).toBe(image[at] + 1)
    }
  }
  expect(new Set(images.map(String)).size).toBe(9)
})

test('a change is that of a place and a step, however the batch is divided', () => {
  const recipe = { augmentFlip: true, augmentShift: 1 }
  const whole = changed(8, recipe)
  expect([...changed(4, recipe), ...changed(4, recipe, 4)]).toEqual(whole)
  expect(changed(8, recipe, 0, 2)).not.toEqual(whole)
})

test('a run with it is resumed to the same weights, and is not one without it', async () => {
  const options = tinyOptions({ augmentFlip: true, augmentShift: 2, sampleCount: 0 })
  const { events, weights } = await runAll(options)
  const half = events.find((event) => event.kind === 'checkpoint')!
  const resume = half.kind === 'checkpoint' ? half.checkpoint : undefined
  expect((await runAll({ ...options, resume: resume! })).weights).toEqual(weights)
  const plain = await runAll(tinyOptions({ data: squares(10), sampleCount: 0 }))
  expect(plain.weights).not.toEqual(weights)
})
