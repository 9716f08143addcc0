/** Samples in files of their own and as arrays, begun and continued, with a model of the smallest size. */

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { interruption } from '../../../src/cli/errors.ts'
import { kindOfPlace, sampleName, samplesPlace } from '../../../src/cli/sample/places.ts'
import type { SampleReporter } from '../../../src/cli/sample/reporter.ts'
import { runSampling, type SampleSettings } from '../../../src/cli/sample/session.ts'
import { readNpy } from '../../../src/formats/npy.ts'
import { decodePng } from '../../../src/formats/png.ts'
import { saveModel } from '../../../src/hosts/node/model-file.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { coded } from '../../coded.ts'
import { tinySchedule } from '../../tiny.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-places-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const at = (name: string) => join(home, name)

const network = unet({
  ...{ widths: [8], layersPerBlock: 1, attentionAt: [], midAttention: false, patch: 1 },
  ...{ imageSize: 4, classes: 2 },
})
beforeAll(async () => {
  const weights = initialParameters(network.parameters, 0)
  await saveModel(at('m.safetensors'), {
    ...{ network, schedule: tinySchedule, weights, classNames: ['cat', 'a/b c'] },
  })
})

const settings = {
  ...{ source: at('m.safetensors'), device: 'reference', seed: 3, names: true },
  ...{ steps: 2, sampler: 'ddim' as const, trajectory: false, gif: false, saveEvery: 100 },
}
const silent: SampleReporter = { notice: () => {}, news: () => {}, end: () => {} }
const run = (more: Pick<SampleSettings, 'output' | 'count'> & Partial<SampleSettings>) =>
  runSampling({ ...settings, ...more }, silent, new AbortController().signal)

test('a place says what is made in it', () => {
  expect([at('x/'), home, 'x.NPZ', 'x.png'].map(kindOfPlace)).toEqual([
    ...['folder', 'folder', 'arrays', 'grid'],
  ])
  expect(() => samplesPlace('x.jpg')).toThrow(coded('usage.samples-place-unclear'))
  expect(() => samplesPlace(at('m.safetensors/x/'))).toThrow(coded('usage.output-blocked'))
})

test('a folder gets a PNG of each, named by seed, number and class', async () => {
  await run({ output: at('singles/'), count: 3 })
  expect(readdirSync(at('singles')).sort()).toEqual([
    ...['seed3-00000-cat.png', 'seed3-00001-a-b-c.png', 'seed3-00002-cat.png'],
  ])
  expect(decodePng(readFileSync(at('singles/seed3-00000-cat.png')))).toMatchObject({ width: 4 })
})

test('samples that begin later are those of one command', async () => {
  await run({ output: at('whole/'), count: 5 })
  await run({ output: at('parts/'), count: 2 })
  await run({ output: at('parts/'), count: 3, startIndex: 2 })
  const names = readdirSync(at('whole'))
  expect(readdirSync(at('parts'))).toEqual(names)
  for (const name of names) {
    expect(readFileSync(at(`parts/${name}`))).toEqual(readFileSync(at(`whole/${name}`)))
  }
})

test('arrays are bytes and classes, as evaluators read them', async () => {
  await run({ output: at('all.npz'), count: 3, classes: ['a/b c', '0'] })
  const { 'arr_0.npy': images, 'arr_1.npy': labels } = unzipSync(readFileSync(at('all.npz')))
  expect(readNpy(images)).toMatchObject({ shape: [3, 4, 4, 3], type: 'u1' })
  expect([...readNpy(labels).values]).toEqual([1, 0, 1])
  await run({ output: at('one/'), count: 1, classes: ['a/b c'] })
  const { data } = decodePng(readFileSync(at('one/seed3-00000-a-b-c.png')))
  const reds = (readNpy(images).values as Uint8Array).filter((_, i) => i % 3 === 0)
  expect(reds.subarray(0, 16)).toEqual(data)
})

test('an interruption keeps what is written, and says where to continue', async () => {
  const controller = new AbortController()
  const reporter: SampleReporter = {
    ...silent,
    news: (news) => {
      const isSecondPart = news.kind === 'sampling' && news.what.startsWith('64 of')
      if (isSecondPart) controller.abort(interruption('interrupted.nothing-written'))
    },
  }
  const asked = { ...settings, output: at('stopped/'), count: 70 }
  await expect(runSampling(asked, reporter, controller.signal)).rejects.toThrow(
    coded('interrupted.samples-written', { path: at('stopped/'), next: 64 }),
  )
  expect(readdirSync(at('stopped'))).toHaveLength(64)
  expect(existsSync(at(`stopped/${sampleName(3, 64, 'cat')}`))).toBe(false)
})
