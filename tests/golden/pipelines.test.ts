/** Whole pipelines of diffusers, read from folders as it saves them. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sample } from '../../src/diffusion/sample.ts'
import { parsePythonJson } from '../../src/formats/python-json.ts'
import { writeSafetensors } from '../../src/formats/safetensors.ts'
import { fromFloat32, type SafeTensor, toFloat16 } from '../../src/formats/tensor-types.ts'
import { loadModelFile } from '../../src/hosts/node/model-file.ts'
import { readUnetConfig } from '../../src/interchange/diffusers/unet-config.ts'
import { modelSampler } from '../../src/models/choices.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { goldenDevices } from '../devices.ts'
import { type GoldenPipeline, loadFixture, relativeL2 } from './fixture.ts'
import { nchwToNhwc, nhwcToNchw, normal } from './formula.ts'
import { formulaTensors } from './unet2d-weights.ts'

const { steps, shape, cases } = loadFixture('pipelines')
const [INITIAL, NOISE] = [500, 501]

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ddpm-pipelines-'))
})
afterAll(() => rm(root, { recursive: true }))

const isHalf = ({ label }: GoldenPipeline) => label === 'half precision'
/** As diffusers named attention before version 0.12. */
const legacyName = (name: string) =>
  name
    .replace(/\.to_(q|k|v)\./, (_, part: 'q' | 'k' | 'v') => {
      return `.${{ q: 'query', k: 'key', v: 'value' }[part]}.`
    })
    .replace('.to_out.0.', '.proj_attn.')

function tensorsOf(golden: GoldenPipeline): Map<string, SafeTensor> {
  const network = unet(readUnetConfig(parsePythonJson(golden.config)).options)
  const [nameOf, encode] = [
    golden.label === 'legacy names' ? legacyName : (name: string) => name,
    isHalf(golden) ? toFloat16 : fromFloat32,
  ]
  const values = formulaTensors(network)
  return new Map(
    network.parameters.map(({ name, shape }, i) => [nameOf(name), encode(shape, values[i])]),
  )
}

/** The folder that `save_pretrained` makes. */
async function saved(golden: GoldenPipeline, folder: string): Promise<string> {
  await mkdir(join(folder, 'unet'), { recursive: true })
  await mkdir(join(folder, 'scheduler'))
  const variant = isHalf(golden) ? '.fp16' : ''
  const files = {
    'model_index.json': '{"_class_name": "DDPMPipeline"}',
    'unet/config.json': golden.config,
    [`unet/diffusion_pytorch_model${variant}.safetensors`]: writeSafetensors(tensorsOf(golden)),
    'scheduler/scheduler_config.json': golden.scheduler,
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return folder
}

describe.each(goldenDevices(['reference', 'widest']))('on $label', ({ label, open }) => {
  test.each(cases.map((golden, i) => ({ ...golden, i })))('$label', async ({ i, ...golden }) => {
    const contents = await loadModelFile(await saved(golden, join(root, label, `${i}`)))
    expect(contents.notes).toEqual([])
    const { network: model, weights, target, schedule } = contents
    const device = await open()
    const images = await sample({
      ...{ device, model, weights, target, schedule, count: shape[0] },
      sampler: modelSampler(contents, undefined, { steps }),
      ...(model.classes > 0 && { labels: [1, 4] }),
      injectedNoise: (step) =>
        nchwToNhwc(normal(step === 0 ? INITIAL : NOISE + step - 1, shape), shape),
    })
    await device.close()
    const [n, c, h, w] = shape
    expect(relativeL2(nhwcToNchw(images.data, [n, h, w, c]), golden.f32)).toBeLessThan(1e-4)
  })
})
