/** A training run from its options to its folder, with the smallest network: what is reported and refused. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sha256 } from '../../../../src/cli/inspect/checksum.ts'
import { inspect } from '../../../../src/cli/inspect/inspect.ts'
import type { Terminal } from '../../../../src/cli/terminal/terminal.ts'
import { type Place, planRun } from '../../../../src/cli/train/plan.ts'
import { Recorder } from '../../../../src/cli/train/recorder.ts'
import { readRunCheckpoint } from '../../../../src/cli/train/run-checkpoint.ts'
import { runSession } from '../../../../src/cli/train/session.ts'
import type { TrainFlags } from '../../../../src/cli/train/settings.ts'
import { writeIdx } from '../../../../src/formats/idx.ts'
import { decodePng, encodePng } from '../../../../src/formats/png.ts'
import { loadModelFile } from '../../../../src/hosts/node/model-file.ts'
import { RunFolder } from '../../../../src/hosts/node/run-folder.ts'
import { coded } from '../../../coded.ts'
import { squares, tinyModel } from '../../../tiny.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-session-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const at = (...names: string[]) => join(home, ...names)

/** 24 squares as IDX, and as PNG files of which one is broken. */
beforeAll(() => {
  const { count, width, height, images } = squares(24)
  mkdirSync(at('idx'))
  const idx = writeIdx({ shape: [count, height, width], data: images })
  writeFileSync(at('idx/train-images-idx3-ubyte'), idx)
  mkdirSync(at('images'))
  for (let i = 0; i < count; i++) {
    const data = images.subarray(i * width * height, (i + 1) * width * height)
    writeFileSync(at(`images/${i}.png`), encodePng({ width, height, channels: 1, data }))
  }
  writeFileSync(at('images/7.png'), 'no PNG')
})

const tiny: TrainFlags = {
  ...{ device: 'reference', widths: [4, 8, 8], timeDim: 8, timesteps: 5, batchSize: 4 },
  ...{ maxSteps: 1, sampleCount: 1 },
}

/** Trains into `out`. @returns what was reported */
function train(out: string, flags: TrainFlags, place: { resume?: true } = {}) {
  return trainIn({ out: at(out), ...place }, { ...(place.resume ? {} : tiny), ...flags })
}

async function trainIn(place: Place, flags: TrainFlags) {
  const notices: string[] = []
  const reporter = {
    notice: (text: string) => void notices.push(text),
    begin: () => {},
    news: () => {},
    end: () => {},
  }
  const plan = await planRun(flags, place)
  await runSession({ ...plan, reporter, signal: new AbortController().signal })
  return notices.join('\n')
}

const readSettings = (out: string) => JSON.parse(readFileSync(at(out, 'config.json'), 'utf8'))
const lastStep = async (out: string) => {
  const metrics = await (await RunFolder.open(at(out))).readMetrics()
  return metrics.at(-1)?.step
}

describe('a preset', () => {
  const network: TrainFlags = { model: 'unet', widths: [8], attentionAt: [], headChannels: 8 }
  const quick: TrainFlags = { ...network, timeDim: undefined, sampleSteps: 5, maxSteps: 2 }

  test.each(['quick', 'best'] as const)(
    '%s ends well on images without classes',
    async (preset) => {
      await train(preset, { ...quick, preset, data: at('idx') })
      for (const name of ['final.png', 'trajectory.png', 'denoising.gif', 'model.safetensors']) {
        expect(existsSync(at(preset, name)), name).toBe(true)
      }
    },
  )

  test('of which the run is trained further lays its learning rate over the new steps', async () => {
    await train('further', { ...quick, preset: 'quick', data: at('idx'), sampleCount: 0 })
    const reported = await trainIn({ resume: at('further') }, { maxSteps: 4 })
    expect(reported).toContain('learning rate')
    expect(await lastStep('further')).toBe(4)
    const checkpoint = (await readRunCheckpoint(await RunFolder.open(at('further'))))?.checkpoint
    expect(checkpoint?.config.training.plannedSteps).toBe(4)
  })
})

test('a run that starts from a model keeps its network and schedule, and is resumed without it', async () => {
  await train('parent', { data: at('idx'), sampleCount: 0, maxSteps: 2, batchSize: 4 })
  const tuning: TrainFlags = { device: 'reference', data: at('idx'), sampleCount: 0, batchSize: 4 }
  const flags = { ...tuning, validation: 0, from: at('parent'), maxSteps: 2 }
  const reported = await trainIn({ out: at('tuned') }, flags)
  expect(reported).toMatch(/Starting from parent: kept \d+ of \d+ tensors/)
  const { widths, timesteps, target, learningRate } = readSettings('tuned')
  expect({ widths, timesteps, target, learningRate }).toEqual({
    ...{ widths: [4, 8, 8], timesteps: 5, target: 'eps', learningRate: 1e-3 },
  })
  const bytes = readFileSync(at('parent/checkpoints/latest.safetensors'))
  const parent = { name: 'parent', sha256: sha256(bytes) }
  expect((await loadModelFile(at('tuned/model.safetensors'))).provenance).toMatchObject({ parent })
  rmSync(at('parent'), { recursive: true })
  await trainIn({ resume: at('tuned') }, { maxSteps: 3 })
  expect(await lastStep('tuned')).toBe(3)
  const { facts, lines } = await inspect(at('tuned/model.safetensors'), { columns: 80 } as Terminal)
  expect(facts).toMatchObject({ parent, provenance: { steps: 3 } })
  expect(lines.join('\n')).toContain(parent.sha256)
})

test('a run with augmentation shows what it does', async () => {
  const changes = { augmentShift: 2, augmentCrop: 0.2, augmentColour: 0.1 }
  await train('moved', { data: at('idx'), sampleCount: 0, ...changes })
  const sheet = decodePng(readFileSync(at('moved/augmented.png')))
  expect([sheet.width, sheet.height]).toEqual([8 * 10 + 2, 8 * 10 + 2])
  expect(existsSync(at('decided/augmented.png'))).toBe(false)
})

test('what a model to start from has decided is not changed', async () => {
  await train('decided', { data: at('idx'), sampleCount: 0 })
  const from: TrainFlags = { device: 'reference', data: at('idx'), from: at('decided') }
  await expect(trainIn({ out: at('never') }, { ...from, timesteps: 7 })).rejects.toThrow(
    coded('usage.contradicts-parent', { typed: '--timesteps 7', parent: '5' }),
  )
  await expect(trainIn({ out: at('never') }, { ...from, patch: 2 })).rejects.toThrow(
    coded('usage.option-of-another-network', { option: '--patch' }),
  )
  const weights: TrainFlags = { ...tiny, data: at('idx'), fromWeights: 'raw' }
  await expect(trainIn({ out: at('never') }, weights)).rejects.toThrow(coded('usage.option-needs'))
})

test('steps that are named are made, however many epochs that takes', async () => {
  // 2 steps an epoch, of which there are 30 unless it is said
  const short: TrainFlags = { data: at('idx'), batchSize: 12, sampleCount: 0 }
  await train('steps', { ...short, maxSteps: 62 })
  expect(await lastStep('steps')).toBe(62)
  expect(readSettings('steps')).toMatchObject({ epochs: 31, maxSteps: 62 })
  expect(await train('limits', { ...short, maxSteps: 62, epochs: 3 })).toContain('3 epochs')
  expect(await lastStep('limits')).toBe(6)
})

test('a run of minutes keeps the steps of its plan', async () => {
  const { maxSteps: _, ...short } = tiny
  const flags = { ...short, data: at('idx'), sampleCount: 0, minutes: 0.02 }
  const reported = await trainIn({ out: at('minutes') }, flags)
  expect(reported).toMatch(/there is time for [\d,]+ steps?/)
  const { maxSteps, minutes } = readSettings('minutes')
  expect(minutes).toBe(0.02)
  expect(await lastStep('minutes')).toBe(maxSteps)
  expect(await trainIn({ resume: at('minutes') }, {})).not.toContain('there is time')
  expect(readSettings('minutes')).toMatchObject({ maxSteps, minutes: 0.02 })
  await expect(trainIn({ resume: at('minutes') }, { minutes: 1 })).rejects.toThrow(
    coded('usage.contradicts-run', { option: '--minutes' }),
  )
  await expect(trainIn({ out: at('never') }, { ...flags, epochs: 2 })).rejects.toThrow(
    coded('usage.lengths-exclude', { option: '--epochs' }),
  )
})

test('a folder to resume is named once', async () => {
  const other = { resume: at('steps'), out: at('limits') }
  await expect(trainIn(other, {})).rejects.toThrow(coded('usage.two-run-folders'))
})

describe('a run reports', () => {
  test('which images are left out', async () => {
    const reported = await train('broken', { data: at('images') })
    expect(reported).toMatch(/left out .*7\.png: /)
  })
})

test('what cannot be is refused by its option, and nothing is written', async () => {
  const data = at('idx')
  await expect(train('never', { data, validation: 24 })).rejects.toThrow(
    coded('usage.validation-takes-all'),
  )
  const classes: TrainFlags = {
    model: 'unet',
    widths: [8],
    timeDim: undefined,
    conditionDropout: 0.1,
  }
  const network: TrainFlags = { headChannels: 8, attentionAt: [] }
  await expect(train('never', { data, ...classes, ...network })).rejects.toThrow(
    coded('usage.option-needs-classes', { option: '--condition-dropout' }),
  )
  await expect(RunFolder.open(at('never'))).rejects.toThrow(coded('run-folder.missing'))
})

test('a run beyond any memory is refused before its data is made, and leaves no folder', async () => {
  const refused = (flags: TrainFlags) =>
    expect(train('huge', { data: 'digits', ...flags })).rejects.toThrow(
      coded('cli.memory-exceeded'),
    )
  await refused({ dataCount: 10_000_000, imageSize: 1024 })
  const small: TrainFlags = { dataCount: 64, imageSize: 12 }
  await refused({ ...small, sampleCount: 100_000, imageSize: 512, dataCount: 4 })
  await refused({ ...small, widths: [8192, 8192, 8192] })
  const batch: TrainFlags = { batchSize: 4096, dataCount: 4096, imageSize: 12 }
  await refused({ ...batch, widths: [512, 512, 512] })
  // not after its images have been enlarged
  await refused({ data: at('images'), imageSize: 8192, widths: [64, 64, 64] })
  expect(existsSync(at('huge'))).toBe(false)
})

test('of two runs that begin in one folder at once one trains, and the other is refused', async () => {
  const flags: TrainFlags = { data: at('idx'), maxSteps: 3 }
  const both = await Promise.allSettled([train('both', flags), train('both', flags)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const metrics = await (await RunFolder.open(at('both'))).readMetrics()
  const steps = metrics.filter(({ kind }) => kind === 'step')
  expect(steps.map(({ step }) => step)).toEqual([1, 2, 3])
})

test('a run that failed before its first step is resumed, or makes room for a new one', async () => {
  const settings = (await planRun({ ...tiny, data: at('idx') }, {})).settings
  const fail = async (out: string) => {
    const failed = await RunFolder.create(at(out), settings)
    await failed.rewindMetrics(0)
    await failed.release()
  }
  await fail('failed')
  expect(await train('failed', {}, { resume: true })).toContain('no checkpoint')
  await fail('failed-too')
  await train('failed-too', { data: at('idx'), batchSize: 8 })
  await expect(train('failed-too', { data: at('idx') })).rejects.toThrow('--resume')
})

test.each(['simd', 'relaxed'])('a run keeps its kernels: %s', async (variant) => {
  const wasm: TrainFlags = { device: 'wasm', threads: 1 }
  await train(variant, { data: at('idx'), ...wasm, variant })
  await train(variant, { maxSteps: 2 }, { resume: true })
  const folder = await RunFolder.open(at(variant))
  expect(await folder.readConfig()).toMatchObject({ variant })
  expect((await readRunCheckpoint(folder))?.checkpoint).toMatchObject({ variant })
})

test('a damaged checkpoint is named, with what to do', async () => {
  const folder = await RunFolder.create(at('damaged'), {})
  expect(await readRunCheckpoint(folder)).toBeUndefined()
  await folder.writeCheckpoint(Uint8Array.of(1, 2, 3))
  await expect(readRunCheckpoint(folder)).rejects.toThrow(
    coded('cli.checkpoint-unusable', { path: at('damaged/checkpoints/latest.safetensors') }),
  )
})

test('of a slow run every step is soon on disk', async () => {
  const folder = await RunFolder.create(at('slow'), {})
  let now = 0
  const recorder = new Recorder(folder, tinyModel, undefined, () => now)
  const step = (n: number) =>
    recorder.record({ kind: 'step', step: n, epoch: 1, loss: 1, gradientNorm: 1 })
  const written = async () => (await folder.readMetrics()).map((metric) => metric.step)
  await step(1)
  expect(await written()).toEqual([])
  now = 11_000
  await step(2)
  expect(await written()).toEqual([1, 2])
  now = 12_000
  await step(3)
  expect(await written()).toEqual([1, 2])
  expect(readFileSync(at('slow/metrics.jsonl'), 'utf8').split('\n')).toHaveLength(3)
})
