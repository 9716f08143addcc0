import { mkdirSync, mkdtempSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Runs } from '../../../../src/cli/studio/runs.ts'
import { append, config, epoch, put, step, steps } from './run-folders.ts'
import { watchRuns } from './watched-runs.ts'

const watched = watchRuns()

describe('what is a run', () => {
  test('a folder that is not there has none', async () => {
    const nowhere = new Runs(join(watched.root, 'none'))
    await nowhere.refresh()
    expect(nowhere.summaries).toEqual([])
  })

  test('files, hidden folders and folders of other things are none', async () => {
    put(watched.root, 'config.json', config())
    put(watched.root, '.hidden/config.json', config())
    put(watched.root, 'photos/cat.png', '')
    expect(await watched.look()).toEqual([])
    expect(watched.runs.summaries).toEqual([])
  })

  test('names may be what they like', async () => {
    for (const name of ['a b', '数字', '100%', "'", '?x=1']) {
      put(watched.root, `${name}/config.json`, config())
    }
    await watched.look()
    expect(watched.runs.summaries.map(({ name }) => name).sort()).toEqual(
      ['a b', '数字', '100%', "'", '?x=1'].sort(),
    )
    expect(watched.runs.detail('a b')?.summary.problem).toBeUndefined()
    expect(watched.runs.detail('c')).toBeUndefined()
    expect(watched.runs.detail('__proto__')).toBeUndefined()
  })

  test('the one that was written last comes first', async () => {
    put(watched.root, 'old/config.json', config(), 1000)
    put(watched.root, 'new/config.json', config(), 3000)
    put(watched.root, 'middle/config.json', config(), 2000)
    await watched.look()
    expect(watched.runs.summaries.map(({ name }) => name)).toEqual(['new', 'middle', 'old'])
  })
})

describe('what is said of a run', () => {
  test('settings, steps, losses, grids', async () => {
    put(watched.root, 'run/config.json', config({ seed: 7 }))
    put(watched.root, 'run/metrics.jsonl', steps(1, 10) + epoch(1, 10) + step(11, 0.3))
    for (const n of ['1000', '002', '999']) put(watched.root, `run/samples/epoch-${n}.png`, '')
    put(watched.root, 'run/samples/notes.txt', '')
    await watched.look()
    expect(watched.only()).toMatchObject({ name: 'run', step: 11, totalSteps: 40, live: true })
    expect(watched.only().settings).toMatchObject({
      preset: 'quick',
      data: 'digits',
      seed: 7,
      epochs: 4,
    })
    const grids = watched.only().files.map(({ name }) => name)
    expect(grids).toEqual(['002', '999', '1000'].map((n) => `samples/epoch-${n}.png`))
    const { settings, steps: points, epochs } = watched.runs.detail('run')!
    expect(settings).toMatchObject({ beta2: 0.999, widths: [32, 64] })
    expect(points).toHaveLength(11)
    expect(points[10]).toEqual([11, 0.3])
    expect(epochs).toMatchObject([{ kind: 'epoch', step: 10, validation: { mean: 0.4 } }])
  })

  test('a limit of steps is the end, until the epochs are', async () => {
    put(watched.root, 'run/config.json', config({ maxSteps: 30 }))
    put(watched.root, 'run/metrics.jsonl', '')
    await watched.look()
    expect(watched.only().totalSteps).toBe(30)
    append(watched.root, 'run/metrics.jsonl', steps(1, 5) + epoch(1, 5))
    await watched.look()
    expect(watched.only().totalSteps).toBe(20)
  })

  test('15,000 steps are some 2000 points, with the last of them', async () => {
    put(watched.root, 'run/config.json', config())
    put(watched.root, 'run/metrics.jsonl', steps(1, 15_000))
    await watched.look()
    const points = watched.runs.detail('run')!.steps
    expect(points.length).toBeGreaterThan(900)
    expect(points.length).toBeLessThanOrEqual(2001)
    expect(points[points.length - 1][0]).toBe(15_000)
    expect(watched.only().loss).toBeCloseTo(1 / 15_000, 6)
  })

  test('other files that a page may have', async () => {
    put(watched.root, 'run/config.json', config())
    for (const name of ['final.png', 'eval.json', 'notes.txt']) put(watched.root, `run/${name}`, '')
    await watched.look()
    const names = watched.runs.detail('run')!.summary.files.map(({ name }) => name)
    expect(names).toEqual(['final.png', 'eval.json'])
  })
})

describe('whether it is live', () => {
  const [long, short] = [Date.now() / 1000 - 3600, Date.now() / 1000 - 10]

  test('a run that has not been written to for long is not', async () => {
    put(watched.root, 'run/config.json', config(), long)
    put(watched.root, 'run/metrics.jsonl', steps(1, 3), long)
    await watched.look()
    expect(watched.only()).toMatchObject({ live: false, finished: false })
  })

  test('a run with its curve drawn has ended, and with its model has finished', async () => {
    put(watched.root, 'run/config.json', config(), short)
    put(watched.root, 'run/metrics.jsonl', steps(1, 3), short)
    await watched.look()
    expect(watched.only()).toMatchObject({ live: true, finished: false })
    put(watched.root, 'run/loss.png', '')
    expect(await watched.look()).toEqual(['run'])
    expect(watched.only()).toMatchObject({ live: false, finished: false })
    put(watched.root, 'run/model.safetensors', 'x')
    await watched.look()
    expect(watched.only()).toMatchObject({
      live: false,
      finished: true,
      totalSteps: 3,
      model: 'model',
    })
  })

  test('a run that goes on is, and its checkpoint is newer than its model', async () => {
    put(watched.root, 'run/config.json', config(), short)
    put(watched.root, 'run/loss.png', '', short - 5)
    put(watched.root, 'run/model.safetensors', '', short - 5)
    put(watched.root, 'run/metrics.jsonl', steps(1, 3), short)
    put(watched.root, 'run/checkpoints/latest.safetensors', '', short)
    await watched.look()
    expect(watched.only()).toMatchObject({ live: true, finished: false, model: 'checkpoint' })
  })

  test('time alone ends it', async () => {
    put(watched.root, 'run/config.json', config(), short)
    await watched.look()
    expect(watched.only().live).toBe(true)
    utimesSync(join(watched.root, 'run/config.json'), long, long)
    expect(await watched.look()).toEqual(['run'])
    expect(watched.only().live).toBe(false)
  })
})

describe('what is wrong with a run', () => {
  test.each([
    ['config.json', '{', /config\.json is not JSON/],
    ['config.json', '[]', /config\.json is damaged/],
    ['config.json', '{"preset":"quick","epochs":-1}', /config\.json is damaged/],
    ['config.json', `"${'x'.repeat(2_000_000)}"`, /too large/],
    ['metrics.jsonl', steps(1, 2), /config\.json is missing/],
    ['model.safetensors', '', /config\.json is missing/],
  ])('%s %#', async (name, text, problem) => {
    put(watched.root, `run/${name}`, text)
    await watched.look()
    expect(watched.only().problem).toMatch(problem)
    expect(watched.only().live).toBe(false)
    expect(watched.runs.detail('run')!.settings).toEqual({})
  })

  test('losses are shown even where the config is broken', async () => {
    put(watched.root, 'run/config.json', '{')
    put(watched.root, 'run/metrics.jsonl', steps(1, 5))
    await watched.look()
    expect(watched.only().step).toBe(5)
    put(watched.root, 'run/config.json', config())
    await watched.look()
    expect(watched.only().problem).toBeUndefined()
  })

  test('lines that are none are counted; a line that is being written is none of them', async () => {
    put(watched.root, 'run/config.json', config())
    const bad = ['{"kind":"st', '7', 'null', '{"kind":"step","step":1e999,"epoch":1,"loss":1}']
    put(
      watched.root,
      'run/metrics.jsonl',
      `${steps(1, 2)}${bad.join('\n')}\n\n${step(3)}{"kind":"step",`,
    )
    await watched.look()
    expect(watched.only()).toMatchObject({
      step: 3,
      problem: expect.stringMatching(/^4 lines of metrics/),
    })
    append(watched.root, 'run/metrics.jsonl', '"step":4,"epoch":1,"loss":0.5}\n')
    await watched.look()
    expect(watched.only().step).toBe(4)
  })

  test('validation losses that cannot be read are left out', async () => {
    put(watched.root, 'run/config.json', config())
    const odd = [3, null, 'x', {}, { mean: 1 }, { mean: 1, quarters: [null] }]
    const lines = odd.map((validation, i) =>
      JSON.stringify({ kind: 'epoch', step: i + 1, epoch: i + 1, loss: 1, validation }),
    )
    put(watched.root, 'run/metrics.jsonl', `${lines.join('\n')}\n`)
    await watched.look()
    const { epochs } = watched.runs.detail('run')!
    expect(epochs.map(({ validation }) => validation)).toEqual(Array(6).fill(undefined))
  })

  test('a link out of the folder is named, and not looked into', async () => {
    const away = mkdtempSync(join(watched.home, 'away-'))
    put(away, 'run/config.json', config({ seed: 4711 }))
    put(away, 'run/metrics.jsonl', steps(1, 5))
    symlinkSync(join(away, 'run'), join(watched.root, 'linked'))
    await watched.look()
    expect(watched.only().problem).toMatch(/linked is a link to a place outside/)
    expect(watched.only()).toMatchObject({ step: 0, settings: {}, files: [] })
  })

  test('nor are links inside a run', async () => {
    const away = mkdtempSync(join(watched.home, 'away-'))
    put(away, 'config.json', config({ seed: 4711 }))
    put(away, 'metrics.jsonl', steps(1, 5))
    put(away, 'x.png', 'secret')
    mkdirSync(join(watched.root, 'run/samples'), { recursive: true })
    symlinkSync(join(away, 'config.json'), join(watched.root, 'run/config.json'))
    symlinkSync(join(away, 'metrics.jsonl'), join(watched.root, 'run/metrics.jsonl'))
    symlinkSync(join(away, 'x.png'), join(watched.root, 'run/samples/x.png'))
    await watched.look()
    expect(watched.only()).toMatchObject({ step: 0, settings: {}, files: [] })
    expect(watched.only().problem).toMatch(/config\.json is missing or cannot be read/)
  })

  test('folders in the place of files are nothing', async () => {
    for (const name of ['config.json', 'metrics.jsonl', 'model.safetensors', 'final.png']) {
      mkdirSync(join(watched.root, 'run', name), { recursive: true })
    }
    await watched.look()
    expect(watched.only()).toMatchObject({
      step: 0,
      problem: expect.stringMatching(/config\.json/),
    })
    expect(watched.only().model).toBeUndefined()
  })
})
