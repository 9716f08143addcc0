/** The examples as a user runs them: against the package by its name, made tiny by variables. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { decodePng } from '../../src/formats/png.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'ddpm-examples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tsx = pathToFileURL(join(root, 'node_modules/tsx/dist/esm/index.mjs')).href
const tiny = {
  ...{ DEVICE: 'reference', DATA: 'digits', COUNT: '8', EPOCHS: '1', BATCH_SIZE: '4' },
  ...{ WIDTH: '4', TIMESTEPS: '4', SAMPLES: '2' },
}

const run = (name: string, args: readonly string[], env: Record<string, string> = {}) =>
  execFileSync(process.execPath, ['--import', tsx, join(root, 'examples', name), ...args], {
    ...{ cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' },
  })

test('the notebook prints its epochs and leaves its images', () => {
  const out = run('notebook.ts', [], tiny)
  expect(out).toMatch(/^Using device: .*\nParameters: 83,161\nTraining images: 8\n/)
  expect(out).toMatch(/Epoch 1\/1 \| Loss: \d\.\d{4}\n$/)
  for (const name of ['epoch-1.png', 'loss.png', 'samples.png', 'trajectory.png']) {
    expect(existsSync(join(folder, name)), name).toBe(true)
  }
})

test('images of the model that comes along are bright strokes on black', () => {
  run('sample.ts', ['mnist'])
  const { data } = decodePng(readFileSync(join(folder, 'samples.png')))
  const [dark, bright] = [data.filter((byte) => byte < 40), data.filter((byte) => byte > 215)]
  expect(dark.length / data.length).toBeGreaterThan(0.7)
  expect(bright.length / data.length).toBeGreaterThan(0.05)
})
