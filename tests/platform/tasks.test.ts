/** The built command line's tasks on a trained model: what is written, said and refused. */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeIdx } from '../../src/formats/idx.ts'
import { decodePng, encodePng } from '../../src/formats/png.ts'
import { saveModel } from '../../src/hosts/node/model-file.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { squares, tinySchedule } from '../tiny.ts'
import { ddpm, failureOf } from './run-cli.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-tasks-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const file = (path: string) => join(home, path)
const image = (path: string) => decodePng(new Uint8Array(readFileSync(file(path))))

/** Of 12 x 12, with classes well apart; norms of single channels would undo a class's bias. */
function classesModel() {
  const model = unet({ imageSize: 12, widths: [8], attentionAt: [], groups: 2, classes: 10 })
  const weights = initialParameters(model.parameters, 0).map((weight) => 3 * weight)
  return { network: model, schedule: tinySchedule, weights, target: 'x0' } as const
}

/** 40 images of 8 x 8, a model trained for 3 steps, an image, and two masks; one with classes. */
beforeAll(async () => {
  const { images, count, height, width } = squares(40)
  mkdirSync(file('data'))
  const idx = writeIdx({ shape: [count, height, width], data: images })
  writeFileSync(file('data/train-images-idx3-ubyte'), idx)
  const one = { width, height, channels: 1, data: images.slice(0, 64) } as const
  writeFileSync(file('one.png'), encodePng(one))
  const white = { ...one, data: Uint8Array.from({ length: 64 }, (_, i) => (i < 32 ? 255 : 0)) }
  writeFileSync(file('mask.png'), encodePng(white))
  const small = { width: 4, height: 4, channels: 1, data: new Uint8Array(16) } as const
  writeFileSync(file('small.png'), encodePng(small))
  await ddpm(
    home,
    ...['train', '--device', 'reference', '--data', 'data', '--widths', '4,8,8'],
    ...['--time-dim', '8', '--timesteps', '20', '--batch-size', '4', '--sample-count', '2'],
    ...['--max-steps', '3', '--out', 'run'],
  )
  await saveModel(file('classes'), classesModel())
})
const task = (...args: string[]) => ddpm(home, ...args, '--device', 'reference')
const refused = (...args: string[]) => failureOf(home, ...args, '--device', 'reference')

describe('img2img', () => {
  test('writes a row for each image, the same again for the same seed', async () => {
    const args = ['img2img', 'run', 'one.png', 'data:7', '-n', '3', '--steps', '8']
    const { code, out } = await task(...args)
    expect([code, out]).toEqual([0, expect.stringContaining('img2img.png')])
    await task(...args, '-o', 'again.png')
    expect(image('again.png')).toEqual(image('img2img.png'))
    await task(...args, '--seed', '1', '-o', 'other.png')
    expect(image('other.png').width).toBe(image('img2img.png').width)
    expect(image('other.png')).not.toEqual(image('img2img.png'))
  })

  test.each([
    [['one.png', '--strength', '2'], { code: 'usage.out-of-option-range' }],
    [['one.png', '--steps', '21'], { code: 'usage.steps-exceed-timesteps' }],
    [['one.png', '--sampler', 'dpm'], { code: 'usage.not-a-choice' }],
    [[], { code: 'usage.missing-argument' }],
  ])('%j is refused', async (args, failure) => {
    expect(await refused('img2img', 'run', ...args)).toMatchObject(failure)
  })
})

describe('inpaint', () => {
  test.each(['left', 'box:2,2,3,4', 'mask.png'])('%s is regenerated', async (mask) => {
    const args = [
      'one.png',
      '--mask',
      mask,
      '-n',
      '2',
      '--steps',
      '5',
      '-o',
      'regenerated.png',
      '--json',
    ]
    const { code, out } = await task('inpaint', 'run', ...args)
    expect(code).toBe(0)
    const [news, done] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    // 5 steps, and of those 4 four times more
    expect(news).toEqual({ kind: 'sample', path: 'regenerated.png', count: 2, seed: 0, steps: 21 })
    expect(done).toEqual({ kind: 'done', files: ['regenerated.png'] })
    expect(image('regenerated.png').width).toBeGreaterThan(4 * 32)
  })

  test.each([
    [['--mask', 'small.png'], { exitCode: 1 }],
    [['--mask', 'box:4,4,8,8'], { code: 'usage.mask-box-outside' }],
    [[], { code: 'usage.missing-option' }],
  ])('%j is refused', async (args, failure) => {
    expect(await refused('inpaint', 'run', 'one.png', ...args)).toMatchObject(failure)
  })
})

describe('interpolate', () => {
  test.each([
    ['--seeds', '1,2'],
    ['--images', 'one.png', 'data:7'],
  ])('%s %s', async (...ends) => {
    const args = ['--frames', '3', '--scale', '2', '--gif', '-o', 'way.png']
    const { code, out } = await task('interpolate', 'run', ...ends, ...args)
    expect([code, out]).toEqual([0, expect.stringContaining('way.gif')])
    expect(existsSync(file('way.gif'))).toBe(true)
    expect(image('way.png').width).toBe(2 * (3 * 10 + 2))
  })

  test.each([
    [[], 'usage.no-ends'],
    [['--seeds', '1,2', '--images', 'a', 'b'], 'usage.one-kind-of-ends'],
    [['--images', 'one.png'], 'usage.not-two-images'],
    [['--images', 'one.png', 'one.png', '--sampler', 'unipc'], 'usage.option-needs-seeds'],
    [['--seeds', '1'], 'usage.not-two-seeds'],
    [['--seeds', '1,2', '--sampler', 'ddpm'], 'usage.not-a-choice'],
  ])('%j is refused', async (args, code) => {
    expect(await refused('interpolate', 'run', ...args)).toMatchObject({ code, exitCode: 2 })
  })
})

test('invert says how far the images come back', async () => {
  const { code, out } = await task('invert', 'run', 'one.png', 'data:7')
  expect(code).toBe(0)
  expect(out).toMatch(
    /Relative error of the reconstruction after 20 steps: \d\S* %, \d\S* %\ninvert.png/,
  )
  const events = (await task('invert', 'run', 'one.png', '--json')).out.trimEnd().split('\n')
  const { kind, errors } = JSON.parse(events[0])
  expect([kind, errors.length]).toEqual(['inversion', 1])
  expect(errors[0]).toBeLessThan(0.1)
})

describe('classes of a model that knows some', () => {
  const seven = 'digits:7'
  test.each([
    ['img2img', seven, '-n', '2', '--steps', '5'],
    ['inpaint', seven, '--mask', 'left', '-n', '2', '--steps', '3', '--resamplings', '2'],
    ['interpolate', '--seeds', '1,2', '--frames', '2', '--steps', '3'],
    ['interpolate', '--images', seven, 'digits:1', '--frames', '2', '--steps', '3'],
    ['invert', seven, '--steps', '3'],
  ])('%s %s %s', async (name, ...args) => {
    const made = async (...more: string[]) => {
      const { code, err } = await task(name, 'classes', ...args, '-o', 'asked.png', ...more)
      expect([code, err]).toEqual([0, ''])
      return image('asked.png')
    }
    const of3 = await made('--class', '3')
    expect(of3).toEqual(await made('--class', '3'))
    expect(of3.data).not.toEqual((await made()).data)
    expect(of3.data).not.toEqual((await made('--class', '4')).data)
    if (args.includes('--images') || name === 'invert') return
    expect(of3.data).not.toEqual((await made('--class', '3', '--guidance', '4')).data)
  })

  test.each([
    ['classes', ['--class', '3,10'], { exitCode: 1 }],
    ['classes', ['--class', 'three'], { code: 'model.class-unknown' }],
    ['classes', ['--guidance', '2'], { code: 'usage.guidance-without-class' }],
    ['run', ['--class', '3'], { exitCode: 1 }],
    ['run', ['--guidance', '2'], { exitCode: 1 }],
  ])('img2img %s %j is refused', async (model, args, failure) => {
    const given = model === 'run' ? 'one.png' : seven
    expect(await refused('img2img', model, given, ...args)).toMatchObject(failure)
  })

  test('between images there is no guidance', async () => {
    const ends = ['--images', seven, 'digits:1']
    const failure = await refused('interpolate', 'classes', ...ends, '--guidance', '2')
    expect(failure).toMatchObject({ code: 'usage.option-needs-seeds', exitCode: 2 })
  })
})
