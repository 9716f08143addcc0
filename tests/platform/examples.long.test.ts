/** The example that takes the built-in model and many steps. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { decodePng } from '../../src/formats/png.ts'
import { inOwnFolder } from './run-example.ts'

const { folder, run } = inOwnFolder()

test('an own sampler makes the images of the built-in DDIM', () => {
  run('own-sampler.ts', ['mnist'])
  const { data } = decodePng(readFileSync(join(folder, 'own-sampler.png')))
  expect(data.filter((byte) => byte > 215).length / data.length).toBeGreaterThan(0.05)
})
