/** What pages learn of runs, and what of them is new. */

import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { append, config, epoch, put, step, steps } from './run-folders.ts'

import { watchRuns } from './watched-runs.ts'

const watched = watchRuns()

describe('what is new', () => {
  test('nothing, where nothing was written', async () => {
    put(watched.root, 'run/config.json', config())
    put(watched.root, 'run/metrics.jsonl', steps(1, 5))
    expect(await watched.look()).toEqual(['run', 'metrics'])
    expect(await watched.look()).toEqual([])
  })

  test('the lines that were added, and no other', async () => {
    put(watched.root, 'run/config.json', config())
    put(watched.root, 'run/metrics.jsonl', steps(1, 5))
    await watched.look()
    expect(watched.news[1].data).toEqual({
      ...{ name: 'run', replaced: true, steps: [], epochs: [], copies: [] },
    })
    const copies = `${JSON.stringify({ kind: 'copies', step: 6, epoch: 1, copies: 0.25 })}\n`
    append(watched.root, 'run/metrics.jsonl', step(6, 0.25) + epoch(1, 6) + copies)
    expect(await watched.look()).toEqual(['run', 'metrics'])
    expect(watched.news[1].data).toMatchObject({
      ...{ name: 'run', replaced: false, steps: [[6, 0.25]] },
      epochs: [{ kind: 'epoch', epoch: 1, step: 6, loss: 0.5 }],
      copies: [[6, 0.25]],
    })
    expect(watched.runs.detail('run')).toMatchObject({ copies: [[6, 0.25]] })
  })

  test('very many lines are reported by asking for the whole', async () => {
    put(watched.root, 'run/config.json', config())
    put(watched.root, 'run/metrics.jsonl', steps(1, 5))
    await watched.look()
    append(watched.root, 'run/metrics.jsonl', steps(6, 5000))
    await watched.look()
    expect(watched.news[1].data).toMatchObject({ replaced: true, steps: [] })
  })

  test('a run that is resumed comes through its steps again', async () => {
    put(watched.root, 'run/config.json', config())
    put(watched.root, 'run/metrics.jsonl', steps(1, 50))
    await watched.look()
    put(watched.root, 'run/new', steps(1, 20))
    renameSync(join(watched.root, 'run/new'), join(watched.root, 'run/metrics.jsonl'))
    await watched.look()
    expect(watched.news[1].data).toMatchObject({ replaced: true })
    expect(watched.runs.detail('run')!.steps).toHaveLength(20)
  })

  test('a new grid', async () => {
    put(watched.root, 'run/config.json', config())
    await watched.look()
    put(watched.root, 'run/samples/epoch-001.png', '')
    expect(await watched.look()).toEqual(['run'])
    expect(watched.only().files).toMatchObject([{ name: 'samples/epoch-001.png' }])
    expect(await watched.look()).toEqual([])
  })

  test('a run that comes, and one that goes', async () => {
    put(watched.root, 'one/config.json', config())
    await watched.look()
    put(watched.root, 'two/config.json', config())
    rmSync(join(watched.root, 'one'), { recursive: true })
    expect(await watched.look()).toEqual(['gone', 'run'])
    expect(watched.news[0].data).toEqual({ name: 'one' })
    rmSync(watched.root, { recursive: true })
    expect(await watched.look()).toEqual(['gone'])
  })

  test('looks that are asked for at once are one', async () => {
    put(watched.root, 'run/config.json', config())
    watched.news = []
    await Promise.all(Array.from({ length: 50 }, () => watched.runs.refresh()))
    expect(watched.news).toHaveLength(1)
  })

  test('runs that vanish and break while they are read harm nothing', async () => {
    for (let round = 0; round < 20; round++) {
      for (let i = 0; i < 5; i++) {
        put(watched.root, `run-${i}/config.json`, config())
        put(watched.root, `run-${i}/metrics.jsonl`, steps(1, 100))
        put(watched.root, `run-${i}/samples/a.png`, '')
      }
      const looking = watched.runs.refresh()
      await new Promise((settle) => setImmediate(settle))
      for (let i = 0; i < 5; i++) {
        if (i % 2) rmSync(join(watched.root, `run-${i}`), { recursive: true, force: true })
        else writeFileSync(join(watched.root, `run-${i}/config.json`), '{')
      }
      await looking
    }
    await watched.look()
    expect(watched.runs.summaries.map(({ name }) => name).sort()).toEqual([
      'run-0',
      'run-2',
      'run-4',
    ])
  })
})
