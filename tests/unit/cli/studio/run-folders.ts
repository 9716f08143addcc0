/** Run folders made by hand, for tests. */

import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { newSettings } from '../../../../src/cli/train/settings.ts'

/** A config as `ddpm train` writes it. */
export const config = (more: object = {}) =>
  JSON.stringify({ ...newSettings({ preset: 'quick' }), maxSteps: undefined, epochs: 4, ...more })

export const step = (n: number, loss = 1 / n) =>
  `${JSON.stringify({ kind: 'step', step: n, epoch: 1, loss })}\n`

export const steps = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => step(from + i)).join('')

const validation = { mean: 0.4, quarters: [0.7, 0.5, 0.3, 0.1] }

export const epoch = (n: number, atStep: number) =>
  `${JSON.stringify({ kind: 'epoch', step: atStep, epoch: n, loss: 0.5, validation })}\n`

/** Writes a file of a run, with its folders. @param when seconds since 1970; now, where left out */
export function put(root: string, path: string, content: string | Uint8Array, when?: number): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  if (when !== undefined) utimesSync(file, when, when)
}

export const append = (root: string, path: string, text: string) =>
  appendFileSync(join(root, path), text)
