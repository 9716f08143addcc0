/** Sampling that is stopped, and evaluations that are refused, with a model file of the smallest size. */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { interruption } from '../../../src/cli/errors.ts'
import { filesFor, runEvaluation } from '../../../src/cli/eval/session.ts'
import type { SampleReporter } from '../../../src/cli/sample/reporter.ts'
import { runSampling } from '../../../src/cli/sample/session.ts'
import { saveModel } from '../../../src/hosts/node/model-file.ts'
import { RunFolder } from '../../../src/hosts/node/run-folder.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { coded } from '../../coded.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-sampling-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const at = (...names: string[]) => join(home, ...names)

beforeAll(async () => {
  const weights = initialParameters(tinyModel.parameters, 0)
  await saveModel(at('m.safetensors'), {
    ...{ network: tinyModel, schedule: tinySchedule, weights, target: 'eps' },
  })
})

/** Stops the work when it reports this. */
function stoppingAt(kind: Parameters<SampleReporter['news']>[0]['kind']) {
  const controller = new AbortController()
  const reporter: SampleReporter = {
    notice: () => {},
    news: (news) => {
      if (news.kind === kind) controller.abort(interruption('interrupted.nothing-written'))
    },
    end: () => {},
  }
  return { reporter, signal: controller.signal }
}

describe('sampling that is stopped', () => {
  const settings = {
    ...{ source: at('m.safetensors'), device: 'reference', count: 1, seed: 0, names: true },
    ...{ columns: 1, scale: 1, trajectory: false, gif: true, saveEvery: 100 },
  }

  test('says that nothing was written where nothing was', async () => {
    const output = at('none.png')
    const { reporter, signal } = stoppingAt('sampling')
    const sampling = runSampling({ ...settings, output }, reporter, signal)
    await expect(sampling).rejects.toThrow(coded('interrupted.nothing-written'))
    expect(existsSync(output)).toBe(false)
  })

  test('says what was written before', async () => {
    const output = at('grid.png')
    const { reporter, signal } = stoppingAt('sample')
    const sampling = runSampling({ ...settings, output }, reporter, signal)
    await expect(sampling).rejects.toThrow(coded('interrupted.grid-written', { path: output }))
    expect([existsSync(output), existsSync(at('grid.gif'))]).toEqual([true, false])
  })
})

describe('what cannot be made is refused before sampling', () => {
  const settings = {
    ...{ source: at('m.safetensors'), device: 'reference', count: 2000, seed: 0, names: true },
    ...{ columns: 8, scale: 1, trajectory: false, gif: false, saveEvery: 100 },
  }
  const refused = async (more: Partial<typeof settings>, output = at('huge.png')) => {
    let worked = false
    const reporter = { notice: () => {}, news: () => (worked = true), end: () => {} }
    const { signal } = new AbortController()
    const error = await runSampling({ ...settings, output, ...more }, reporter, signal).catch(
      (e) => e,
    )
    expect(worked).toBe(false)
    return error
  }

  test('a grid beyond any memory', async () => {
    expect(await refused({ count: 90_000, scale: 64 })).toEqual(coded('cli.memory-exceeded'))
  })

  test('a strip or an animation whose place is taken by a folder, or has too long a name', async () => {
    mkdirSync(at('taken.gif'))
    mkdirSync(at('taken-trajectory.png'))
    const blocked = coded('cli.output-blocked')
    expect(await refused({ gif: true }, at('taken.png'))).toEqual(blocked)
    expect(await refused({ trajectory: true }, at('taken.png'))).toEqual(blocked)
    expect(await refused({}, at(`${'x'.repeat(240)}.png`))).toEqual(blocked)
    expect(await refused({}, at('m.safetensors', 'a.png'))).toEqual(blocked)
  })
})

describe('an evaluation', () => {
  test('is refused for its options before its data is asked for', async () => {
    const { reporter, signal } = stoppingAt('done')
    const settings = {
      ...{ source: at('m.safetensors'), device: 'reference', count: 4, seed: 0, steps: 99 },
      ...{ sampler: 'ddim' as const, data: undefined, out: undefined },
    }
    const evaluation = runEvaluation(settings, reporter, signal)
    await expect(evaluation).rejects.toThrow(coded('usage.steps-exceed-timesteps', { steps: 99 }))
  })

  test('is refused where its files cannot be written', async () => {
    const settings = {
      ...{ source: at('m.safetensors'), device: 'reference', count: 4, seed: 0 },
      ...{ sampler: 'ddim' as const, data: 'digits', out: at('m.safetensors') },
    }
    const { reporter, signal } = stoppingAt('sampling')
    await expect(runEvaluation(settings, reporter, signal)).rejects.toThrow(
      coded('cli.output-blocked'),
    )
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
