/** What the command line does with a run: sample, inspect, and what is there without one. */

import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ddpm, failureOf } from './run-cli.ts'
import { tinyHome } from './tiny-home.ts'

const { home, train, bytesOf } = tinyHome()

describe('what comes after training', () => {
  beforeAll(async () => {
    await train('--max-steps', '3', '--out', 'done')
  })

  test('sample writes its images and says where', async () => {
    const args = ['-n', '5', '--columns', '3', '--device', 'reference', '--trajectory', '--gif']
    const { code, out } = await ddpm(home, 'sample', 'done', ...args, '-o', 'new/s.png')
    expect(code).toBe(0)
    for (const name of ['s.png', 's-trajectory.png', 's.gif']) {
      expect(out).toContain(join('new', name))
      expect(existsSync(join(home, 'new', name)), name).toBe(true)
    }
  })

  test('a folder and its model file give the same images', async () => {
    const sample = (source: string, output: string) =>
      ddpm(home, 'sample', source, '-n', '3', '--device', 'reference', '-o', output)
    await sample('done', 'a.png')
    await sample('done/model.safetensors', 'b.png')
    expect(bytesOf('a.png')).toEqual(bytesOf('b.png'))
  })

  test('sample takes the average of the weights, or the weights themselves', async () => {
    await train('--max-steps', '5', '--lr', '0.05', '--ema-decay', '0.9', '--out', 'averaged')
    const sample = async (source: string, ...more: string[]) => {
      const args = ['-n', '3', '--device', 'reference', '-o', 'w.png', ...more]
      const { code, out } = await ddpm(home, 'sample', source, ...args)
      expect(code).toBe(0)
      return { out, image: bytesOf('w.png') }
    }
    const average = await sample('averaged')
    expect((await sample('averaged', '--weights', 'ema')).image).toEqual(average.image)
    const file = await sample('averaged/model.safetensors', '--weights', 'raw')
    expect(file.image).toEqual(average.image)
    expect(file.out).toContain('holds one set of weights, so --weights raw changes nothing')
    const raw = await sample('averaged', '--weights', 'raw')
    expect(raw.out).toContain('Using the raw weights, not their EMA')
    expect(raw.image).not.toEqual(average.image)
  })

  test('sample refuses more steps than the model has', async () => {
    const failure = await failureOf(home, 'sample', 'done', '--steps', '21')
    expect(failure).toMatchObject({ code: 'usage.steps-exceed-timesteps', exitCode: 2 })
  })

  test('sample refuses to rescale guidance by classes that the model does not know', async () => {
    const failure = await failureOf(home, 'sample', 'done', '--guidance-rescale', '0.7')
    expect(failure).toMatchObject({ exitCode: 1 })
  })

  test.each([
    ['done', /step 3[\s\S]*metrics\.jsonl[\s\S]*conv1\.weight +\(4, 1, 3, 3\)/],
    ['done/model.safetensors', /a model saved by ddpm[\s\S]*conv1\.weight/],
    ['done/checkpoints/latest.safetensors', /a checkpoint[\s\S]*step 3/],
    ['data/train-images-idx3-ubyte', /\(40, 8, 8\)/],
    ['data', /Images +40[\s\S]*Sizes +8 x 8/],
  ])('inspect %s', async (path, words) => {
    const { code, out } = await ddpm(home, 'inspect', '--parameters', path)
    expect((await ddpm(home, 'inspect', path)).out).not.toMatch(/conv1\.weight/)
    expect(code).toBe(0)
    expect(out).toMatch(words)
    const facts = JSON.parse((await ddpm(home, 'inspect', path, '--json')).out)
    expect(facts.path).toBe(path)
  })

  test('validation images are judged to the end: in the curve, the metrics and inspect', async () => {
    const out = 'judged'
    expect((await train('--validation', '8', '--max-steps', '12', '--out', out)).code).toBe(0)
    expect(bytesOf(`${out}/loss.svg`).toString()).toContain('>validation</text>')
    expect(bytesOf('done/loss.svg').toString()).not.toContain('validation')
    const metrics = bytesOf(`${out}/metrics.jsonl`).toString().trimEnd().split('\n')
    const { kind, step, validation } = JSON.parse(metrics[metrics.length - 1])
    expect([kind, step]).toEqual(['validation', 12])

    const described = await ddpm(home, 'inspect', out)
    const quarters = validation.quarters.map((loss: number) => loss.toFixed(4)).join(' ')
    expect(described.out).toContain(`Validation ${validation.mean.toFixed(4)} at step 12\n`)
    expect(described.out).toContain(`by quarter of t, image to noise: ${quarters}\n`)
    const facts = JSON.parse((await ddpm(home, 'inspect', out, '--json')).out)
    expect(facts.validation).toEqual({ step: 12, ...validation })
    expect(facts.epochs[0].validation.quarters).toHaveLength(4)
    expect((await ddpm(home, 'inspect', 'done')).out).not.toContain('Validation')

    await ddpm(home, 'train', '--resume', '--max-steps', '14', '--out', out)
    const resumed = bytesOf(`${out}/metrics.jsonl`).toString().trimEnd().split('\n')
    const judged = resumed.map((line) => JSON.parse(line)).filter((line) => line.validation)
    expect(judged.map((line) => [line.kind, line.step])).toEqual([
      ...[
        ['epoch', 8],
        ['validation', 14],
      ],
    ])
  })

  test('a run that ends with an epoch is judged and reported once', async () => {
    await train('--validation', '8', '--max-steps', '16', '--json', '--out', 'even')
    const lines = bytesOf('even/metrics.jsonl').toString().trimEnd().split('\n')
    const judged = lines.map((line) => JSON.parse(line)).filter((line) => line.validation)
    expect(judged.map((line) => [line.kind, line.step, line.epoch])).toEqual([
      ['epoch', 8, 1],
      ['epoch', 16, 2],
    ])
  })

  test('a damaged file is named, without a stack', async () => {
    writeFileSync(join(home, 'cut.safetensors'), bytesOf('done/model.safetensors').subarray(0, 900))
    for (const command of ['inspect', 'sample']) {
      const { code, err } = await ddpm(home, command, 'cut.safetensors')
      expect(code).toBe(1)
      expect(err).toMatch(/^error: cut\.safetensors: .*\n$/)
    }
  })

  test('devices lists what computes, and help is shown for nothing', async () => {
    const devices = await ddpm(home, 'devices')
    expect(devices.out).toMatch(/\* +wasm/)
    expect(devices.out).toMatch(
      /\nwasm: .* is taken by a probe of one thread: SIMD \d+, .* GFLOPS\.\n/,
    )
    const help = await ddpm(home)
    expect([help.code, help.err]).toEqual([0, ''])
    expect(help.out).toMatch(/Usage: ddpm[\s\S]*Examples:/)
  })
})
