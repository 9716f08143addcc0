/** `convert`: what a model's own file does not say is said once and for all. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { runCli } from '../../../src/cli/run.ts'
import { writeSafetensors } from '../../../src/formats/safetensors.ts'
import { fromFloat32 } from '../../../src/formats/tensor-types.ts'
import { loadModelFile } from '../../../src/hosts/node/model-file.ts'
import { initialParameters, toTorch } from '../../../src/nn/parameters.ts'
import { simpleUnet } from '../../../src/nn/simple-unet/definition.ts'

const network = simpleUnet({ widths: [4, 4, 4], timeDim: 8, imageSize: 16 })
const weights = initialParameters(network.parameters, 1)

let root: string
let out: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ddpm-convert-'))
  const tensors = network.parameters.map((parameter) => {
    return [parameter.name, fromFloat32(parameter.shape, toTorch(weights, parameter))] as const
  })
  await writeFile(join(root, 'bare.safetensors'), writeSafetensors(new Map(tensors)))
})
afterAll(() => rm(root, { recursive: true }))
beforeEach(() => {
  out = ''
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

test('writes weights alone with what is said of them', async () => {
  const [from, to] = [join(root, 'bare.safetensors'), join(root, 'whole.safetensors')]
  const said = ['--image-size', '16', '--schedule', 'cosine', '--prediction-type', 'v']
  expect(await runCli(['convert', from, '-o', to, ...said, '--json'])).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ kind: 'converted', path: to, notes: [] })
  const { notes, schedule, target, weights: kept, network: read } = await loadModelFile(to)
  expect(notes).toBeUndefined()
  expect([schedule.name, target, read.imageShape]).toEqual(['cosine', 'v', [16, 16, 1]])
  expect(kept).toEqual(weights)
})

test('says what was assumed, and writes half as much where that is asked for', async () => {
  const [from, to] = [join(root, 'bare.safetensors'), join(root, 'half.safetensors')]
  expect(await runCli(['convert', from, '-o', to, '--half', '--json'])).toBe(0)
  expect(JSON.parse(out).notes.length).toBeGreaterThan(1)
  const { weights: kept } = await loadModelFile(to)
  expect(Math.max(...kept.map((value, i) => Math.abs(value - weights[i])))).toBeLessThan(1e-3)
})

test('needs a place to write to', async () => {
  expect(await runCli(['convert', join(root, 'bare.safetensors')])).toBe(2)
  expect(await runCli(['convert', join(root, 'nowhere'), '-o', join(root, 'x.safetensors')])).toBe(
    1,
  )
})
