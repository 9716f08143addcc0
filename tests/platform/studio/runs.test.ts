/** The runs as `ddpm studio` reports them: what is there, and what happens. */

import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunDetail, RunSummary } from '../../../src/runs/protocol.ts'
import { decodeModel } from '../../../src/training/checkpoint.ts'
import { ask, askJson } from '../../studio-client.ts'
import { serveRuns } from './served-runs.ts'

const studio = serveRuns()

describe('the runs', () => {
  test('are listed, with what is wrong', async () => {
    const all = await askJson<RunSummary[]>(studio.port, '/api/runs')
    const byName = new Map(all.map((run) => [run.name, run]))
    expect([...byName.keys()].sort()).toEqual(['broken', 'cut', 'done', 'linked'])
    expect(byName.get('done')).toMatchObject({
      ...{ step: 20, totalSteps: 20, live: false, finished: true, model: 'model' },
      settings: { preset: 'notebook', data: 'digits', widths: [4, 8, 8], batchSize: 4 },
    })
    expect(byName.get('done')!.problem).toBeUndefined()
    expect(byName.get('broken')!.problem).toMatch(/config\.json is not JSON/)
    expect(byName.get('cut')).toMatchObject({ step: 20, settings: { data: 'digits' } })
    expect(byName.get('linked')!.problem).toMatch(/outside of the runs folder/)
  })

  test('one of them: settings, metrics, epochs, files', async () => {
    const detail = await askJson<RunDetail>(studio.port, '/api/runs/done')
    expect(detail.settings).toMatchObject({ timesteps: 20, beta2: 0.999, validation: 8 })
    expect(detail.steps.map(([step]) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(detail.epochs.map(({ kind, epoch }) => [kind, epoch])).toEqual([
      ['epoch', 1],
      ['epoch', 2],
    ])
    expect(detail.epochs[0].validation!.quarters).toHaveLength(4)
    const names = detail.summary.files.map(({ name }) => name)
    expect(names).toEqual([
      ...['final.png', 'loss.png', 'trajectory.png', 'denoising.gif', 'samples/epoch-001.png'],
    ])
    for (const name of names) {
      const { status, body, headers } = await ask(studio.port, `/api/runs/done/files/${name}`)
      expect([name, status]).toEqual([name, 200])
      expect(body).toEqual(readFileSync(join(studio.home, 'runs/done', name)))
      expect(headers['content-type']).toBe(name.endsWith('gif') ? 'image/gif' : 'image/png')
    }
  })

  test('a model can be opened, and is the checkpoint until there is one', async () => {
    const { body } = await ask(studio.port, '/api/runs/done/model')
    expect(decodeModel(new Uint8Array(body)).checkpoint).toBeUndefined()
    rmSync(join(studio.home, 'runs/cut/model.safetensors'))
    const cut = await ask(studio.port, '/api/runs/cut/model')
    expect(decodeModel(new Uint8Array(cut.body)).checkpoint?.progress.step).toBe(20)
    const { status, body: words } = await ask(studio.port, '/api/runs/broken/model')
    expect([status, JSON.parse(words.toString())]).toEqual([
      404,
      { error: 'there is no model yet here' },
    ])
  })
})
