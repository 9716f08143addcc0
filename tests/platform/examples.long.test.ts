/** The examples that take longer: the built-in model, and a training. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodePng, encodePng } from '../../src/formats/png.ts'
import { inOwnFolder } from './run-example.ts'

const { folder, run } = inOwnFolder()

test('an own sampler makes the images of the built-in DDIM', () => {
  run('own-sampler.ts', ['mnist'])
  const { data } = decodePng(readFileSync(join(folder, 'own-sampler.png')))
  expect(data.filter((byte) => byte > 215).length / data.length).toBeGreaterThan(0.05)
})

test('images of the built-in model are bright strokes on black', () => {
  run('sample.ts', ['mnist'])
  const { data } = decodePng(readFileSync(join(folder, 'samples.png')))
  const [dark, bright] = [data.filter((byte) => byte < 40), data.filter((byte) => byte > 215)]
  expect(dark.length / data.length).toBeGreaterThan(0.7)
  expect(bright.length / data.length).toBeGreaterThan(0.05)
})

test('a folder of images becomes a model that samples by class name', () => {
  for (const [i, name] of ['cat', 'owl'].entries()) {
    mkdirSync(join(folder, 'pets', name), { recursive: true })
    for (let n = 0; n < 20; n++) {
      const data = new Uint8Array(3 * 64).fill(i ? 200 : 60, 3 * n, 3 * n + 10)
      writeFileSync(
        join(folder, 'pets', name, `${n}.png`),
        encodePng({ width: 8, height: 8, channels: 3, data }),
      )
    }
  }
  const out = run('own-images.ts', ['pets', 'owl'], { SIZE: '8', STEPS: '2' })
  expect(out).toBe('Classes: cat, owl\n')
  expect(decodePng(readFileSync(join(folder, 'sprites.png')))).toMatchObject({ channels: 3 })
  expect(existsSync(join(folder, 'sprites.safetensors'))).toBe(true)
})
