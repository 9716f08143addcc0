/** Images changed while training: how, and alike wherever they are computed. */

import { describe, expect, test } from 'vitest'
import { AUGMENT_LABELS } from '../../../src/nn/network.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { augment } from '../../../src/training/augment.ts'
import { changeColours } from '../../../src/training/augment-colour.ts'
import { drawCrop } from '../../../src/training/augment-crop.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/training/checkpoint.ts'
import { only, runAll, squares, tinyOptions } from '../../tiny.ts'

const shape = [2, 3, 2] as const
const values = Float32Array.from({ length: 12 }, (_, i) => i)
const mirrored = Float32Array.of(4, 5, 2, 3, 0, 1, 10, 11, 8, 9, 6, 7)
const none = {
  ...{ seed: 5, augmentFlip: false, augmentShift: 0 },
  ...{ augmentCrop: 0, augmentColour: 0, augmentProbability: 1 },
}

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
  const more = { augmentCrop: 0.4, augmentColour: 0.2, augmentProbability: 0.5 }
  const recipe = { augmentFlip: true, augmentShift: 1, ...more }
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

describe('crops', () => {
  test('are as PyTorch samples them: affine_grid and grid_sample, bilinear', () => {
    const image = Float32Array.from({ length: 12 }, (_, i) => i / 10)
    const to = new Float32Array(12)
    drawCrop(to, image, [3, 4, 1], { flip: false, side: 0.75, x: 0.25, y: -0.125 })
    const golden = [0.1125, 0.1875, 0.2625, 0.3375, 0.4125, 0.4875, 0.5625, 0.6375]
    for (const [i, value] of [...golden, 0.7125, 0.7875, 0.8625, 0.9375].entries()) {
      expect(to[i]).toBeCloseTo(value, 6)
    }
    const mirrored = new Float32Array(12)
    drawCrop(mirrored, image, [3, 4, 1], { flip: true, side: 0.75, x: -0.25, y: -0.125 })
    for (let i = 0; i < 12; i++) {
      expect(mirrored[i]).toBeCloseTo(to[4 * Math.floor(i / 4) + 3 - (i % 4)], 6)
    }
  })

  test('keep colours apart from what nobody sees, under alpha', () => {
    const [seen, unseen] = [
      [0.5, 1],
      [-1, -1],
    ]
    const image = Float32Array.from([...seen, ...unseen, ...seen, ...unseen])
    const to = new Float32Array(8)
    drawCrop(to, image, [2, 2, 2], { flip: false, side: 0.5, x: 0, y: 0 })
    for (let i = 0; i < 8; i += 2) expect(to[i]).toBeCloseTo(0.5, 6)
    expect([to[1], to[3]]).toEqual([0.5, -0.5])
  })
})

describe('colours', () => {
  test.each([
    [
      [0.1, 0.25, 0, 0],
      [0.75, -0.1875, 0.28125],
    ],
    [
      [0, 0, 0.125, 0],
      [0.5417554094636577, -0.18516766745941915, 0.018412257995761364],
    ],
    [
      [0, 0, 0, -0.25],
      [0.425, -0.175, 0.125],
    ],
    [
      [-0.05, -0.25, 0.125, 0.25],
      [0.47675540946365785, -0.25016766745941915, -0.046587742004238646],
    ],
  ])("change as EDM's matrices in float64 change them: %s", (change, golden) => {
    const [brightness, contrast, hue, saturation] = change
    const pixels = Float32Array.of(0.5, -0.25, 0.125, 0.75)
    changeColours(pixels, 4, { brightness, contrast, hue, saturation })
    for (let c = 0; c < 3; c++) expect(pixels[c]).toBeCloseTo(golden[c], 6)
    expect(pixels[3]).toBe(0.75)
  })

  test('of grey images are brightness and contrast, and stay in range', () => {
    const pixels = Float32Array.of(0.5, 0, 1, -1)
    const strong = { brightness: 0.25, contrast: 0.5, hue: 0.4, saturation: 0.4 }
    changeColours(pixels, 2, strong)
    expect([...pixels]).toEqual([1, 0, 1, -1])
  })
})

describe('what the network gets', () => {
  const labelsFor = (recipe: Partial<typeof none>, count = 400) => {
    const batch = new Float32Array(count * values.length)
    return augment(batch, shape, { ...none, ...recipe }, { first: 0, step: 1 })
  }
  const rowsOf = (labels: Float32Array) =>
    Array.from({ length: labels.length / AUGMENT_LABELS }, (_, i) => [
      ...labels.subarray(i * AUGMENT_LABELS, (i + 1) * AUGMENT_LABELS),
    ])

  test('are zeros where nothing is changed', () => {
    expect(labelsFor({}).every((label) => label === 0)).toBe(true)
  })

  test('says flip, side, place and colours, each apart', () => {
    const used = (recipe: Partial<typeof none>) => {
      const rows = rowsOf(labelsFor(recipe))
      return rows[0].flatMap((_, i) => (rows.some((row) => row[i] !== 0) ? [i] : []))
    }
    expect(used({ augmentFlip: true })).toEqual([0])
    expect(used({ augmentShift: 1 })).toEqual([2, 3])
    expect(used({ augmentCrop: 0.3 })).toEqual([1, 2, 3])
    expect(used({ augmentColour: 0.1 })).toEqual([4, 5, 6, 7])
    const [row] = rowsOf(labelsFor({ augmentShift: 1 })).filter(([, , x]) => x !== 0)
    expect(Math.abs(row[2])).toBeCloseTo(8 / 3, 6)
  })

  test('a probability leaves images as they are, the flip aside', () => {
    const rare = { augmentShift: 1, augmentCrop: 0.3, augmentColour: 0.1, augmentProbability: 0.1 }
    const rows = rowsOf(labelsFor(rare))
    const still = rows.filter((row) => row.every((label) => label === 0)).length
    expect(still / rows.length).toBeGreaterThan(0.9 ** 6 - 0.1)
    expect(still / rows.length).toBeLessThan(0.9 ** 6 + 0.12)
  })

  test('goes with a batch in parts, and a resumed run is the same', async () => {
    const model = unet({
      ...{ widths: [4, 4], patch: 1, imageSize: 8, layersPerBlock: 1, timeDim: 8 },
      ...{ attentionAt: [], midAttention: false, augmentCondition: true },
    })
    const changes = { augmentFlip: true, augmentCrop: 0.3, augmentColour: 0.2 }
    const options = tinyOptions({ model, batchSize: 4, sampleCount: 0, ...changes })
    const { events, weights } = await runAll(options)
    const parts = await runAll({ ...options, gradAccumulation: 2 })
    const [whole] = only(events, 'step')
    const [inParts] = only(parts.events, 'step')
    expect(inParts.loss).toBeCloseTo(whole.loss, 5)
    expect(inParts.gradientNorm).toBeCloseTo(whole.gradientNorm, 4)
    const half = events.find((event) => event.kind === 'checkpoint')!
    const saved = half.kind === 'checkpoint' && encodeCheckpoint(half.checkpoint, model)
    const resume = decodeCheckpoint(saved as Uint8Array)
    expect(resume.config.model.options).toMatchObject({ augmentCondition: true })
    expect((await runAll({ ...options, resume })).weights).toEqual(weights)
    const { offset } = model.parameters.find(({ name }) => name === 'augment_embedding.weight')!
    expect(weights[offset]).not.toBe(0)
  })
})
