import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadModelFile, saveModel } from '../../../../src/hosts/node/model-file.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import { saveGif } from '../../../../src/node.ts'
import { tinyModel, tinySchedule } from '../../../tiny.ts'

const folder = mkdtempSync(join(tmpdir(), 'ddpm-save-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a saved model loads as it was', async () => {
  const path = join(folder, 'model.safetensors')
  const weights = initialParameters(tinyModel.parameters, 5)
  await saveModel(path, { network: tinyModel, schedule: tinySchedule, weights })
  const loaded = await loadModelFile(path)
  expect(loaded.weights).toEqual(weights)
  expect(loaded.schedule).toEqual(tinySchedule)
  expect(loaded.network.options).toEqual(tinyModel.options)
})

test('an animation is written as GIF', async () => {
  const path = join(folder, 'animation.gif')
  const frame = { shape: [1, 8, 8, 1], data: new Float32Array(64) }
  await saveGif(path, [frame, frame])
  expect(readFileSync(path).subarray(0, 6).toString('latin1')).toBe('GIF89a')
})
