/** The examples as a user runs them: against the package by its name, made tiny by variables. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodePng, encodePng } from '../../src/formats/png.ts'
import { inOwnFolder } from './run-example.ts'

const { folder, run } = inOwnFolder()

const tiny = {
  ...{ DEVICE: 'reference', DATA: 'digits', COUNT: '8', EPOCHS: '1', BATCH_SIZE: '4' },
  ...{ WIDTH: '4', TIMESTEPS: '4', SAMPLES: '2' },
}

test('the notebook prints its epochs and leaves its images', () => {
  const out = run('notebook.ts', [], tiny)
  expect(out).toMatch(/^Using device: .*\nParameters: 83,161\nTraining images: 8\n/)
  expect(out).toMatch(/Epoch 1\/1 \| Loss: \d\.\d{4}\n$/)
  for (const name of ['epoch-1.png', 'loss.png', 'samples.png', 'trajectory.png']) {
    expect(existsSync(join(folder, name)), name).toBe(true)
  }
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

test('an own network is trained and sampled', () => {
  const out = run('own-network.ts', [], { COUNT: '32', TIMESTEPS: '4', WIDTH: '4' })
  expect(out).toMatch(/^Loss: \d\.\d{4}\n$/)
  expect(existsSync(join(folder, 'own-network.png'))).toBe(true)
})

test('an own program fits its line', () => {
  expect(run('own-program.ts', [])).toBe('y = 3.00 x + -1.00\n')
})
