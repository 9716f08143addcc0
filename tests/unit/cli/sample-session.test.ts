/** Sampling that is stopped, and evaluations that are refused, with a model file of the smallest size. */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Interruption, UsageError } from '../../../src/cli/errors.ts'
import { filesFor, runEvaluation } from '../../../src/cli/eval/session.ts'
import type { SampleReporter } from '../../../src/cli/sample/reporter.ts'
import { runSampling } from '../../../src/cli/sample/session.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { RunFolder, saveModel } from '../../../src/node.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-sampling-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const at = (...names: string[]) => join(home, ...names)

beforeAll(async () => {
  const weights = initialParameters(tinyModel.parameters, 0)
  await saveModel(at('m.safetensors'), {
    ...{ model: tinyModel, schedule: tinySchedule, weights, target: 'eps' },
  })
})

/** Stops the work when it tells of this. */
function stoppingAt(kind: Parameters<SampleReporter['news']>[0]['kind']) {
  const controller = new AbortController()
  const reporter: SampleReporter = {
    notice: () => {},
    news: (news) => {
      if (news.kind === kind) controller.abort(new Interruption())
    },
    end: () => {},
  }
  return { reporter, signal: controller.signal }
}

describe('sampling that is stopped', () => {
  const settings = {
    ...{ source: at('m.safetensors'), device: 'reference', count: 1, seed: 0 },
    ...{ columns: 1, scale: 1, trajectory: false, gif: true, saveEvery: 100 },
  }

  test('says that nothing was written where nothing was', async () => {
    const output = at('none.png')
    const { reporter, signal } = stoppingAt('sampling')
    const sampling = runSampling({ ...settings, output }, reporter, signal)
    await expect(sampling).rejects.toThrow('interrupted: nothing was written')
    expect(existsSync(output)).toBe(false)
  })

  test('says what was written before', async () => {
    const output = at('grid.png')
    const { reporter, signal } = stoppingAt('sample')
    const sampling = runSampling({ ...settings, output }, reporter, signal)
    await expect(sampling).rejects.toThrow(
      new Interruption(`interrupted: ${output} was written, the film of it was not`),
    )
    expect([existsSync(output), existsSync(at('grid.gif'))]).toEqual([true, false])
  })
})

test('a grid beyond any memory is refused before sampling', async () => {
  const settings = {
    ...{ source: at('m.safetensors'), device: 'reference', count: 90_000, seed: 0 },
    ...{ columns: 8, scale: 64, trajectory: false, gif: false, saveEvery: 100 },
  }
  const { reporter, signal } = stoppingAt('sampling')
  const sampling = runSampling({ ...settings, output: at('huge.png') }, reporter, signal)
  await expect(sampling).rejects.toThrow('--scale')
})

describe('an evaluation', () => {
  test('is refused for its options before its data is asked for', async () => {
    const { reporter, signal } = stoppingAt('done')
    const settings = {
      ...{ source: at('m.safetensors'), device: 'reference', count: 4, seed: 0, steps: 99 },
      ...{ sampler: 'ddim', data: undefined, out: undefined },
    }
    const evaluation = runEvaluation(settings, reporter, signal)
    await expect(evaluation).rejects.toThrow(UsageError)
    await expect(evaluation).rejects.toThrow('--steps 99 is more than the 10 timesteps')
  })

  test('is kept in its run, in the folder named, or under the name of its model', async () => {
    mkdirSync(at('run'))
    await RunFolder.create(at('run'), {})
    const kept = async (source: string, out?: string) => (await filesFor({ source, out }))[0]
    expect(await kept(at('run'))).toBe(at('run', 'eval.json'))
    expect(await kept(at('run'), 'there')).toBe(join('there', 'eval.json'))
    expect(await kept('mnist')).toBe('mnist-eval.json')
    expect(await kept(at('m.safetensors'))).toBe(at('m-eval.json'))
    expect(await kept('mnist', 'there')).toBe(join('there', 'eval.json'))
  })
})
