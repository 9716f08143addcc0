/** `ddpm bench` of the built package: runs, model files and networks, each with the smallest. */

import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildSchedule, zeroTerminalSnr } from '../../src/diffusion/schedules.ts'
import { saveModel } from '../../src/hosts/node/model-file.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { ddpm, failureOf } from './run-cli.ts'
import { linesOf, tinyHome } from './tiny-home.ts'

const { home, train } = tinyHome()

describe('bench', () => {
  beforeAll(async () => {
    await train('--max-steps', '3', '--out', 'done')
  })

  test.each(['train', 'denoise'])('bench measures it: %s', async (job) => {
    const { code, out } = await ddpm(
      home,
      ...['bench', 'done', '--job', job, '--batch-size', '2', '--rounds', '2', '--profile'],
    )
    expect(code).toBe(0)
    expect(out).toMatch(/steps\/s, .* images\/s, .* GFLOPS[\s\S]*\nOp [\s\S]*\nTotal /)
  })

  /** A v-model on a schedule that ends in pure noise, where eps has no meaning. */
  const conditional = () => {
    const model = unet({ imageSize: 12, widths: [8], attentionAt: [], headChannels: 8, classes: 3 })
    const weights = initialParameters(model.parameters, 0)
    const schedule = zeroTerminalSnr(buildSchedule('linear'))
    return { network: model, schedule, weights, target: 'v' } as const
  }

  test.each(['train', 'denoise'])(
    'bench gives a conditional network its classes: %s',
    async (job) => {
      const network = ['--model', 'unet', '--widths', '8', '--layers', '1', '--attention', 'none']
      const size = ['--image-size', '12', '--head-channels', '8', '--classes', '4']
      const how = ['--job', job, '--batch-size', '2', '--rounds', '1', '--threads', '1']
      const { code, out } = await ddpm(home, 'bench', ...network, ...size, ...how)
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(/parameters, 4 classes, .* step, batch 2/),
      ])
      await saveModel(join(home, 'classes.safetensors'), conditional())
      const file = await ddpm(home, 'bench', 'classes.safetensors', ...how, '--json')
      expect(linesOf(file)).toMatchObject([
        { kind: 'bench', job, model: { options: { classes: 3 } } },
      ])
    },
  )

  test('bench --json is one object, with every op of the step', async () => {
    const network = ['--widths', '4,8,8', '--image-size', '12', '--time-dim', '8']
    const how = ['--batch-size', '2', '--rounds', '1', '--variant', 'simd', '--threads', '1']
    const [facts] = linesOf(await ddpm(home, 'bench', ...network, ...how, '--profile', '--json'))
    expect(facts).toMatchObject({ kind: 'bench', job: 'train', batchSize: 2 })
    expect(facts).toMatchObject({ device: { description: 'WebAssembly, SIMD, 1 thread' } })
    const { ops } = (facts as unknown as { profile: { ops: { op: string }[] } }).profile
    expect(ops.map(({ op }) => op)).toContain('adam')
  })

  test.each([
    [['--device', 'reference', '--profile'], 'usage.no-profile'],
    [['done', '--widths', '1,2,3'], 'usage.network-is-in-file'],
    [['done', '--classes', '2'], 'usage.network-is-in-file'],
    [['--classes', '2'], 'usage.option-of-another-network'],
    [['--job', 'trian'], 'usage.not-a-choice'],
  ])('bench refuses %j', async (args, code) => {
    expect(await failureOf(home, 'bench', ...args)).toMatchObject({ code, exitCode: 2 })
  })
})
