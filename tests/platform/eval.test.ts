/** `ddpm eval` of the built package, on a run and data of the smallest size. */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digits } from '../../src/data/digits.ts'
import { toSize } from '../../src/data/resize.ts'
import { writeIdx } from '../../src/formats/idx.ts'
import { decodePng, encodePng } from '../../src/formats/png.ts'
import { ddpm, failureOf } from './run-cli.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-eval-'))
const cache = process.env['DDPM_CACHE_DIR']
const pathOf = (...names: string[]) => join(home, ...names)
const read = (...names: string[]) => readFileSync(pathOf(...names))

/** So few that a classifier is trained in seconds. */
const SIZE = 4
/** The smallest that digits are drawn in. */
const LARGE = 12
const TRAIN = 20
const TEST = 10
const compute = ['--device', 'wasm', '--threads', '1']
const train = (data: string, out: string, ...more: string[]) =>
  ddpm(home, 'train', '--data', data, '--out', out, ...compute, ...tiny, ...more)
const tiny = [
  ...['--widths', '4,8,8', '--time-dim', '8', '--timesteps', '20', '--batch-size', '8'],
  ...['--max-steps', '3', '--sample-count', '2', '--ema-decay', '0.9'],
]

/** Digits as IDX files with labels and a test set, and as PNG files in a folder per class. */
beforeAll(async () => {
  process.env['DDPM_CACHE_DIR'] = pathOf('cache')
  const { labels, ...drawn } = digits({ count: TRAIN + TEST, imageSize: LARGE, seed: 2 })
  const pixels = SIZE * SIZE
  const large = LARGE * LARGE
  const images = new Uint8Array((TRAIN + TEST) * pixels)
  for (let i = 0; i < TRAIN + TEST; i++) {
    const data = drawn.images.subarray(i * large, (i + 1) * large)
    const image = { width: LARGE, height: LARGE, channels: 1, data } as const
    images.set(toSize(image, SIZE).data, i * pixels)
  }
  const idx = (name: string, shape: number[], data: Uint8Array) =>
    writeFileSync(pathOf('idx', name), writeIdx({ shape, data }))
  mkdirSync(pathOf('idx'))
  idx('train-images-idx3-ubyte', [TRAIN, SIZE, SIZE], images.subarray(0, TRAIN * pixels))
  idx('train-labels-idx1-ubyte', [TRAIN], labels!.subarray(0, TRAIN))
  idx('t10k-images-idx3-ubyte', [TEST, SIZE, SIZE], images.subarray(TRAIN * pixels))
  idx('t10k-labels-idx1-ubyte', [TEST], labels!.subarray(TRAIN))
  labels!.forEach((label, i) => {
    mkdirSync(pathOf('images', `digit ${label % 3}`), { recursive: true })
    const data = images.subarray(i * pixels, (i + 1) * pixels)
    const png = encodePng({ width: SIZE, height: SIZE, channels: 1, data })
    writeFileSync(pathOf('images', `digit ${label % 3}`, `${i}.png`), png)
  })
  mkdirSync(pathOf('unlabelled'))
  writeFileSync(pathOf('unlabelled/train-images-idx3-ubyte'), read('idx/train-images-idx3-ubyte'))
  expect((await train('idx', 'run')).err).toBe('')
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
  if (cache === undefined) delete process.env['DDPM_CACHE_DIR']
  else process.env['DDPM_CACHE_DIR'] = cache
})

describe('eval', () => {
  test('judges a run by its own data, and keeps figures and a sheet in its folder', async () => {
    const quarters = [0.4, 0.3, 0.2, 0.1]
    const line = { kind: 'epoch', step: 3, epoch: 1, loss: 1, validation: { mean: 0.25, quarters } }
    writeFileSync(pathOf('run/metrics.jsonl'), `${JSON.stringify(line)}\n`, { flag: 'a' })
    const { code, out, err } = await ddpm(home, 'eval', 'run', '-n', '16', ...compute)
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(
      /Data +idx: 20 images of 4 x 4 x 1, 10 classes \(0, .*\); 10 for validation/,
    )
    expect(out).toMatch(/Read with over 90 % confidence +\d+\.\d %/)
    expect(out).toMatch(/Frechet distance, 15 images each +\d+\.?\d* \+- \d/)
    expect(out).toMatch(/Copies of training images +\d/)
    expect(out).toMatch(/by quarter of t +0\.400 0\.300 0\.200 0\.100/)
    expect(out).not.toContain('Warning')
    expect(out).toContain(join('run', 'eval.png'))

    const facts = JSON.parse(read('run/eval.json').toString())
    expect(facts).toMatchObject({ kind: 'evaluation', count: 16, steps: 20, seed: 0, data: 'idx' })
    expect(facts.weights).toBe('ema')
    expect(facts.validationLoss).toEqual({ mean: 0.25, quarters })
    expect(facts.neighbours[0]).toHaveLength(3)
    const counts = Object.values<number>(facts.balance)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(16)
    const { width, height, channels } = decodePng(read('run/eval.png'))
    expect([width > 800, height > 400, channels]).toEqual([true, true, 3])
  })

  test('is repeatable, and --json says the same on one line', async () => {
    const args = ['eval', 'run', '-n', '16', '--json', ...compute]
    const outcome = await ddpm(home, ...args)
    const [line, done] = outcome.out.trimEnd().split('\n')
    expect(JSON.parse(line)).toEqual(JSON.parse(read('run/eval.json').toString()))
    expect(JSON.parse(done)).toMatchObject({
      kind: 'done',
      files: [join('run', 'eval.json'), join('run', 'eval.png')],
    })
    expect((await ddpm(home, ...args)).out).toBe(outcome.out)
  })

  test('reads images with a folder per class, and a file’s results go beside it', async () => {
    const { code, err } = await train('images', 'folders')
    expect([code, err]).toEqual([0, ''])
    const more = ['--data', 'images', '-n', '4', '--steps', '5', '--out', 'results', '--json']
    const outcome = await ddpm(home, 'eval', 'folders/model.safetensors', ...more, ...compute)
    expect(JSON.parse(outcome.out.split('\n')[0])).toMatchObject({ data: 'images', steps: 5 })
    const facts = JSON.parse(read('results/eval.json').toString())
    expect(Object.keys(facts.balance)).toEqual(['digit 0', 'digit 1', 'digit 2'])
  })

  test('judges images without classes by their features and their neighbours', async () => {
    const args = ['--data', 'unlabelled', '-n', '8', '--steps', '5', '--out', 'bare']
    const { code, out } = await ddpm(home, 'eval', 'run', ...args, ...compute)
    expect(code).toBe(0)
    expect(out).toMatch(/Frechet distance, 8 images each/)
    expect(out).not.toMatch(/Read with|Evenness|classes? asked/)
    const facts = JSON.parse(read('bare/eval.json').toString())
    expect(facts).not.toHaveProperty('balance')
    expect(facts.frechetDistance).toMatchObject({ against: 'halves', drawn: 8 })
    expect(decodePng(read('bare/eval.png')).width).toBeGreaterThan(800)
  })

  test('keeps out what the run did, and says where it was trained on what it is judged by', async () => {
    const args = ['-n', '4', '--steps', '5', ...compute]
    const seen = await ddpm(home, 'eval', 'folders', ...args)
    expect(seen.out).toMatch(/Warning: the model was trained on the 3 images of images that/)
    expect((await train('images', 'kept', '--validation', '9')).code).toBe(0)
    const kept = await ddpm(home, 'eval', 'kept', ...args)
    expect(kept.out).toMatch(/Data +images: 21 images of .*; 9 for validation/)
    expect(kept.out).not.toMatch(/was trained on the/)
    const file = 'kept/checkpoints/latest.safetensors'
    const named = await ddpm(home, 'eval', file, '--data', 'images', '--out', 'file', ...args)
    expect(named.out).toMatch(/; 9 for validation/)
    // of a file by itself the loss is computed: the one that training had
    const [own, computed] = ['kept', 'file'].map((folder) =>
      JSON.parse(read(folder, 'eval.json').toString()),
    )
    expect(computed.validationLoss.mean).toBeCloseTo(own.validationLoss.mean, 6)
  })

  test('judges the raw weights where they are asked for, and says so', async () => {
    const args = ['-n', '4', '--steps', '5', '--weights', 'raw', '--out', 'raw', ...compute]
    const { code, out } = await ddpm(home, 'eval', 'run', ...args)
    expect(code).toBe(0)
    expect(out).toMatch(/Using the raw weights[\s\S]*Samples +4, dpm-solver\+\+ .*, raw weights\n/)
    expect(JSON.parse(read('raw/eval.json').toString()).weights).toBe('raw')
    const file = await ddpm(home, 'eval', 'run/model.safetensors', '--data', 'idx', ...args)
    expect(file.out).toMatch(/holds one set of weights, so --weights raw changes nothing/)
    expect(JSON.parse(read('raw/eval.json').toString())).not.toHaveProperty('weights')
  })

  test.each([
    [['run', '--data', 'nowhere'], { message: expect.stringContaining('nowhere') }],
    [['run/model.safetensors'], { code: 'usage.data-not-recorded' }],
    // before anything is read or trained
    [['run', '--data', 'nowhere', '--guidance', '3'], { code: 'guidance.without-classes' }],
    [['nothing'], { exitCode: 1, message: expect.stringContaining('nothing') }],
    [['run', '-n', '1'], { code: 'usage.not-whole-number' }],
    [['run', '-n', '4', '--steps', '21'], { code: 'usage.steps-exceed-timesteps' }],
  ])('refuses %j', async (args, failure) => {
    expect(await failureOf(home, 'eval', ...args, ...compute)).toMatchObject(failure)
  })
})
