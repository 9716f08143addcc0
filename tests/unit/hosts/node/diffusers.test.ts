/** Folders of diffusers on disk: what is found, and what is wrong with those that cannot be read. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSafetensors } from '../../../../src/formats/safetensors.ts'
import { fromFloat32 } from '../../../../src/formats/tensor-types.ts'
import { findDiffusers } from '../../../../src/hosts/node/diffusers.ts'
import { loadModelFile, readModel } from '../../../../src/hosts/node/model-file.ts'
import { initialParameters, toTorch } from '../../../../src/nn/parameters.ts'
import { unet } from '../../../../src/nn/unet/definition.ts'
import { coded } from '../../../coded.ts'

const config = {
  ...{ _class_name: 'UNet2DModel', sample_size: 8, in_channels: 1, out_channels: 1 },
  ...{ block_out_channels: [4, 4], layers_per_block: 1, norm_num_groups: 2 },
  ...{ down_block_types: ['DownBlock2D', 'DownBlock2D'], add_attention: false },
  up_block_types: ['UpBlock2D', 'UpBlock2D'],
}
const network = unet({
  ...{ imageSize: 8, patch: 1, widths: [4, 4], layersPerBlock: 1, groups: 2 },
  ...{ attentionAt: [], midAttention: false },
})
const weights = initialParameters(network.parameters, 1)
const tensors = new Map(
  network.parameters.map((parameter) => {
    return [parameter.name, fromFloat32(parameter.shape, toTorch(weights, parameter))]
  }),
)
const stem = 'diffusion_pytorch_model'
const scheduler = { _class_name: 'DDIMScheduler', prediction_type: 'v_prediction' }

let root: string
let made = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ddpm-diffusers-'))
})
afterAll(() => rm(root, { recursive: true }))

async function folder(files: Readonly<Record<string, string | Uint8Array | object>>) {
  const path = join(root, `${made++}`)
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true })
    const isText = typeof content === 'string' || content instanceof Uint8Array
    await writeFile(join(path, name), isText ? content : JSON.stringify(content))
  }
  return path
}

const pipeline = {
  'model_index.json': { _class_name: 'DDPMPipeline' },
  'unet/config.json': config,
  [`unet/${stem}.safetensors`]: writeSafetensors(tensors),
  'scheduler/scheduler_config.json': scheduler,
}

describe('is found', () => {
  test.each(['', 'unet', `unet/${stem}.safetensors`])('by %j of a pipeline', async (part) => {
    const loaded = await loadModelFile(join(await folder(pipeline), part))
    expect(loaded.weights).toEqual(weights)
    expect(loaded).toMatchObject({ target: 'v', sampling: { sampler: 'ddim' }, notes: [] })
  })

  test('as a network alone, whose schedule is assumed', async () => {
    const path = await folder({
      'config.json': config,
      [`${stem}.safetensors`]: writeSafetensors(tensors),
    })
    const { notes, target, schedule } = await loadModelFile(path)
    expect([target, schedule.name, notes?.length]).toEqual(['eps', 'linear', 2])
    const asked = await loadModelFile(path, { assume: { target: 'v' } })
    expect([asked.target, asked.notes?.length]).toEqual(['v', 1])
  })

  test('of a size that only its user knows', async () => {
    const { sample_size: _, ...sizeless } = config
    const path = await folder({ ...pipeline, 'unet/config.json': sizeless })
    const assumed = await loadModelFile(path)
    expect([assumed.network.imageShape, assumed.notes?.length]).toEqual([[32, 32, 1], 1])
    const asked = await loadModelFile(path, { assume: { options: { imageSize: 16 } } })
    expect([asked.network.imageShape, asked.notes]).toEqual([[16, 16, 1], []])
  })

  test('in several files that an index names', async () => {
    const [first, ...rest] = [...tensors]
    const names = Object.fromEntries(rest.map(([name]) => [name, 'b.safetensors']))
    const path = await folder({
      'config.json': config,
      'a.safetensors': writeSafetensors(new Map([first])),
      'b.safetensors': writeSafetensors(new Map(rest)),
      [`${stem}.safetensors.index.json`]: { weight_map: { ...names, [first[0]]: 'a.safetensors' } },
    })
    expect((await loadModelFile(path)).weights).toEqual(weights)
    expect((await readModel(path)).sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('and nothing where a folder or a file is another', async () => {
    const run = await folder({ 'config.json': { preset: 'quick' }, [`${stem}.safetensors`]: 'x' })
    expect(await findDiffusers(run)).toBeUndefined()
    const other = await folder({ ...pipeline, 'unet/other.safetensors': 'x' })
    expect(await findDiffusers(join(other, 'unet/other.safetensors'))).toBeUndefined()
    expect(await findDiffusers(join(other, 'nowhere'))).toBeUndefined()
  })
})

describe('is refused', () => {
  const page = '<!DOCTYPE html><title>Sign in</title>'
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n'
  test.each([
    ['cut config', { 'unet/config.json': '{"_class_name": "UNet' }, 'file.not-json'],
    ['pointer', { [`unet/${stem}.safetensors`]: pointer }, 'file.lfs-pointer'],
    ['page', { [`unet/${stem}.safetensors`]: page }, 'file.web-page'],
    ['page for a scheduler', { 'scheduler/scheduler_config.json': page }, 'file.web-page'],
    [
      'text model',
      { 'unet/config.json': { _class_name: 'UNet2DConditionModel' } },
      'config.of-another-model',
    ],
    [
      'other widths',
      { 'unet/config.json': { ...config, block_out_channels: [4, 8] } },
      'model-file.misfit',
    ],
    [
      'fewer layers',
      { 'unet/config.json': { ...config, layers_per_block: 2 } },
      'model-file.misfit',
    ],
    [
      'cut weights',
      { [`unet/${stem}.safetensors`]: writeSafetensors(tensors).slice(0, 900) },
      'safetensors.',
    ],
  ])('%s', async (_, changed, code) => {
    const path = await folder({ ...pipeline, ...changed })
    const error = await loadModelFile(path).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: expect.stringContaining(code) })
    expect(String(error)).toContain(path)
  })

  test('without weights', async () => {
    const { [`unet/${stem}.safetensors`]: _, ...rest } = pipeline
    const missing = coded('diffusers.weights-missing') as Error
    await expect(loadModelFile(await folder(rest))).rejects.toThrow(missing)
  })

  test('a pointer in the place of a model’s own file', async () => {
    const path = join(await folder({ 'model.safetensors': pointer }), 'model.safetensors')
    await expect(loadModelFile(path)).rejects.toThrow(coded('file.lfs-pointer') as Error)
  })
})
