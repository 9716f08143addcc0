import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { Runs } from '../../../../src/cli/studio/runs.ts'
import type { RunEvents } from '../../../../src/runs/protocol.ts'
import { append, config, epoch, put, step, steps } from './run-folders.ts'

const home = mkdtempSync(join(tmpdir(), 'ddpm-runs-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

let root: string
let runs: Runs
let news: { [Name in keyof RunEvents]: { event: Name; data: RunEvents[Name] } }[keyof RunEvents][]
beforeEach(() => {
  root = mkdtempSync(join(home, 'case-'))
  news = []
  runs = new Runs(root, (event, data) => news.push({ event, data } as (typeof news)[number]))
})

async function look() {
  news = []
  await runs.refresh()
  return news.map(({ event }) => event)
}

const only = () => {
  expect(runs.summaries).toHaveLength(1)
  return runs.summaries[0]
}

describe('what is a run', () => {
  test('a folder that is not there has none', async () => {
    const nowhere = new Runs(join(root, 'none'))
    await nowhere.refresh()
    expect(nowhere.summaries).toEqual([])
  })

  test('files, hidden folders and folders of other things are none', async () => {
    put(root, 'config.json', config())
    put(root, '.hidden/config.json', config())
    put(root, 'photos/cat.png', '')
    expect(await look()).toEqual([])
    expect(runs.summaries).toEqual([])
  })

  test('names may be what they like', async () => {
    for (const name of ['a b', '数字', '100%', "'", '?x=1']) {
      put(root, `${name}/config.json`, config())
    }
    await look()
    expect(runs.summaries.map(({ name }) => name).sort()).toEqual(
      ['a b', '数字', '100%', "'", '?x=1'].sort(),
    )
    expect(runs.detail('a b')?.summary.problem).toBeUndefined()
    expect(runs.detail('c')).toBeUndefined()
    expect(runs.detail('__proto__')).toBeUndefined()
  })

  test('the one that was written last comes first', async () => {
    put(root, 'old/config.json', config(), 1000)
    put(root, 'new/config.json', config(), 3000)
    put(root, 'middle/config.json', config(), 2000)
    await look()
    expect(runs.summaries.map(({ name }) => name)).toEqual(['new', 'middle', 'old'])
  })
})

describe('what is said of a run', () => {
  test('settings, steps, losses, grids', async () => {
    put(root, 'run/config.json', config({ seed: 7 }))
    put(root, 'run/metrics.jsonl', steps(1, 10) + epoch(1, 10) + step(11, 0.3))
    for (const n of ['1000', '002', '999']) put(root, `run/samples/epoch-${n}.png`, '')
    put(root, 'run/samples/notes.txt', '')
    await look()
    expect(only()).toMatchObject({ name: 'run', step: 11, totalSteps: 40, live: true })
    expect(only().settings).toMatchObject({ preset: 'quick', data: 'digits', seed: 7, epochs: 4 })
    const grids = only().files.map(({ name }) => name)
    expect(grids).toEqual(['002', '999', '1000'].map((n) => `samples/epoch-${n}.png`))
    const { settings, steps: points, epochs } = runs.detail('run')!
    expect(settings).toMatchObject({ beta2: 0.999, attentionAt: [1] })
    expect(points).toHaveLength(11)
    expect(points[10]).toEqual([11, 0.3])
    expect(epochs).toMatchObject([{ kind: 'epoch', step: 10, validation: { mean: 0.4 } }])
  })

  test('a limit of steps is the end, until the epochs are', async () => {
    put(root, 'run/config.json', config({ maxSteps: 30 }))
    put(root, 'run/metrics.jsonl', '')
    await look()
    expect(only().totalSteps).toBe(30)
    append(root, 'run/metrics.jsonl', steps(1, 5) + epoch(1, 5))
    await look()
    expect(only().totalSteps).toBe(20)
  })

  test('15,000 steps are some 2000 points, with the last of them', async () => {
    put(root, 'run/config.json', config())
    put(root, 'run/metrics.jsonl', steps(1, 15_000))
    await look()
    const points = runs.detail('run')!.steps
    expect(points.length).toBeGreaterThan(900)
    expect(points.length).toBeLessThanOrEqual(2001)
    expect(points[points.length - 1][0]).toBe(15_000)
    expect(only().loss).toBeCloseTo(1 / 15_000, 6)
  })

  test('other files that a page may have', async () => {
    put(root, 'run/config.json', config())
    for (const name of ['final.png', 'eval.json', 'notes.txt']) put(root, `run/${name}`, '')
    await look()
    const names = runs.detail('run')!.summary.files.map(({ name }) => name)
    expect(names).toEqual(['final.png', 'eval.json'])
  })
})

describe('whether it is live', () => {
  const [long, short] = [Date.now() / 1000 - 3600, Date.now() / 1000 - 10]

  test('a run that has not been written to for long is not', async () => {
    put(root, 'run/config.json', config(), long)
    put(root, 'run/metrics.jsonl', steps(1, 3), long)
    await look()
    expect(only()).toMatchObject({ live: false, finished: false })
  })

  test('a run with its curve drawn has ended, and with its model has finished', async () => {
    put(root, 'run/config.json', config(), short)
    put(root, 'run/metrics.jsonl', steps(1, 3), short)
    await look()
    expect(only()).toMatchObject({ live: true, finished: false })
    put(root, 'run/loss.png', '')
    expect(await look()).toEqual(['run'])
    expect(only()).toMatchObject({ live: false, finished: false })
    put(root, 'run/model.safetensors', 'x')
    await look()
    expect(only()).toMatchObject({ live: false, finished: true, totalSteps: 3, model: 'model' })
  })

  test('a run that goes on is, and its checkpoint is newer than its model', async () => {
    put(root, 'run/config.json', config(), short)
    put(root, 'run/loss.png', '', short - 5)
    put(root, 'run/model.safetensors', '', short - 5)
    put(root, 'run/metrics.jsonl', steps(1, 3), short)
    put(root, 'run/checkpoints/latest.safetensors', '', short)
    await look()
    expect(only()).toMatchObject({ live: true, finished: false, model: 'checkpoint' })
  })

  test('time alone ends it', async () => {
    put(root, 'run/config.json', config(), short)
    await look()
    expect(only().live).toBe(true)
    utimesSync(join(root, 'run/config.json'), long, long)
    expect(await look()).toEqual(['run'])
    expect(only().live).toBe(false)
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
    put(root, `run/${name}`, text)
    await look()
    expect(only().problem).toMatch(problem)
    expect(only().live).toBe(false)
    expect(runs.detail('run')!.settings).toEqual({})
  })

  test('losses are shown even where the config is broken', async () => {
    put(root, 'run/config.json', '{')
    put(root, 'run/metrics.jsonl', steps(1, 5))
    await look()
    expect(only().step).toBe(5)
    put(root, 'run/config.json', config())
    await look()
    expect(only().problem).toBeUndefined()
  })

  test('lines that are none are counted; a line that is being written is none of them', async () => {
    put(root, 'run/config.json', config())
    const bad = ['{"kind":"st', '7', 'null', '{"kind":"step","step":1e999,"epoch":1,"loss":1}']
    put(root, 'run/metrics.jsonl', `${steps(1, 2)}${bad.join('\n')}\n\n${step(3)}{"kind":"step",`)
    await look()
    expect(only()).toMatchObject({ step: 3, problem: expect.stringMatching(/^4 lines of metrics/) })
    append(root, 'run/metrics.jsonl', '"step":4,"epoch":1,"loss":0.5}\n')
    await look()
    expect(only().step).toBe(4)
  })

  test('validation losses that cannot be read are left out', async () => {
    put(root, 'run/config.json', config())
    const odd = [3, null, 'x', {}, { mean: 1 }, { mean: 1, quarters: [null] }]
    const lines = odd.map((validation, i) =>
      JSON.stringify({ kind: 'epoch', step: i + 1, epoch: i + 1, loss: 1, validation }),
    )
    put(root, 'run/metrics.jsonl', `${lines.join('\n')}\n`)
    await look()
    const { epochs } = runs.detail('run')!
    expect(epochs.map(({ validation }) => validation)).toEqual(Array(6).fill(undefined))
  })

  test('a link out of the folder is named, and not looked into', async () => {
    const away = mkdtempSync(join(home, 'away-'))
    put(away, 'run/config.json', config({ seed: 4711 }))
    put(away, 'run/metrics.jsonl', steps(1, 5))
    symlinkSync(join(away, 'run'), join(root, 'linked'))
    await look()
    expect(only().problem).toMatch(/linked is a link to a place outside/)
    expect(only()).toMatchObject({ step: 0, settings: {}, files: [] })
  })

  test('nor are links inside a run', async () => {
    const away = mkdtempSync(join(home, 'away-'))
    put(away, 'config.json', config({ seed: 4711 }))
    put(away, 'metrics.jsonl', steps(1, 5))
    put(away, 'x.png', 'secret')
    mkdirSync(join(root, 'run/samples'), { recursive: true })
    symlinkSync(join(away, 'config.json'), join(root, 'run/config.json'))
    symlinkSync(join(away, 'metrics.jsonl'), join(root, 'run/metrics.jsonl'))
    symlinkSync(join(away, 'x.png'), join(root, 'run/samples/x.png'))
    await look()
    expect(only()).toMatchObject({ step: 0, settings: {}, files: [] })
    expect(only().problem).toMatch(/config\.json is missing or cannot be read/)
  })

  test('folders in the place of files are nothing', async () => {
    for (const name of ['config.json', 'metrics.jsonl', 'model.safetensors', 'final.png']) {
      mkdirSync(join(root, 'run', name), { recursive: true })
    }
    await look()
    expect(only()).toMatchObject({ step: 0, problem: expect.stringMatching(/config\.json/) })
    expect(only().model).toBeUndefined()
  })
})

describe('what is new', () => {
  test('nothing, where nothing was written', async () => {
    put(root, 'run/config.json', config())
    put(root, 'run/metrics.jsonl', steps(1, 5))
    expect(await look()).toEqual(['run', 'metrics'])
    expect(await look()).toEqual([])
  })

  test('the lines that were added, and no other', async () => {
    put(root, 'run/config.json', config())
    put(root, 'run/metrics.jsonl', steps(1, 5))
    await look()
    expect(news[1].data).toEqual({ name: 'run', anew: true, steps: [], epochs: [] })
    append(root, 'run/metrics.jsonl', step(6, 0.25) + epoch(1, 6))
    expect(await look()).toEqual(['run', 'metrics'])
    expect(news[1].data).toMatchObject({
      ...{ name: 'run', anew: false, steps: [[6, 0.25]] },
      epochs: [{ kind: 'epoch', epoch: 1, step: 6, loss: 0.5 }],
    })
  })

  test('very many lines are told by asking for the whole', async () => {
    put(root, 'run/config.json', config())
    put(root, 'run/metrics.jsonl', steps(1, 5))
    await look()
    append(root, 'run/metrics.jsonl', steps(6, 5000))
    await look()
    expect(news[1].data).toMatchObject({ anew: true, steps: [] })
  })

  test('a run that is resumed comes through its steps again', async () => {
    put(root, 'run/config.json', config())
    put(root, 'run/metrics.jsonl', steps(1, 50))
    await look()
    put(root, 'run/new', steps(1, 20))
    renameSync(join(root, 'run/new'), join(root, 'run/metrics.jsonl'))
    await look()
    expect(news[1].data).toMatchObject({ anew: true })
    expect(runs.detail('run')!.steps).toHaveLength(20)
  })

  test('a new grid', async () => {
    put(root, 'run/config.json', config())
    await look()
    put(root, 'run/samples/epoch-001.png', '')
    expect(await look()).toEqual(['run'])
    expect(only().files).toMatchObject([{ name: 'samples/epoch-001.png' }])
    expect(await look()).toEqual([])
  })

  test('a run that comes, and one that goes', async () => {
    put(root, 'one/config.json', config())
    await look()
    put(root, 'two/config.json', config())
    rmSync(join(root, 'one'), { recursive: true })
    expect(await look()).toEqual(['gone', 'run'])
    expect(news[0].data).toEqual({ name: 'one' })
    rmSync(root, { recursive: true })
    expect(await look()).toEqual(['gone'])
  })

  test('looks that are asked for at once are one', async () => {
    put(root, 'run/config.json', config())
    news = []
    await Promise.all(Array.from({ length: 50 }, () => runs.refresh()))
    expect(news).toHaveLength(1)
  })

  test('runs that vanish and break while they are looked at harm nothing', async () => {
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 5; i++) {
        put(root, `run-${i}/config.json`, config())
        put(root, `run-${i}/metrics.jsonl`, steps(1, 100))
        put(root, `run-${i}/samples/a.png`, '')
      }
      const looking = runs.refresh()
      await new Promise((settle) => setImmediate(settle))
      for (let i = 0; i < 5; i++) {
        if (i % 2) rmSync(join(root, `run-${i}`), { recursive: true, force: true })
        else writeFileSync(join(root, `run-${i}/config.json`), '{')
      }
      await looking
    }
    await look()
    expect(runs.summaries.map(({ name }) => name).sort()).toEqual(['run-0', 'run-2', 'run-4'])
  })
})
