/** The examples as a user runs them: against the package by its name, made tiny by variables. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
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

test('an own network is trained and sampled', () => {
  const out = run('own-network.ts', [], { COUNT: '32', TIMESTEPS: '4', WIDTH: '4' })
  expect(out).toMatch(/^Loss: \d\.\d{4}\n$/)
  expect(existsSync(join(folder, 'own-network.png'))).toBe(true)
})

test('an own program fits its line', () => {
  expect(run('own-program.ts', [])).toBe('y = 3.00 x + -1.00\n')
})
