import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { RunFolder, refuseTaken } from '../../../../src/hosts/node/run-folder.ts'
import { type Metric, parseMetric } from '../../../../src/runs/metrics.ts'
import { coded } from '../../../coded.ts'

const root = mkdtempSync(join(tmpdir(), 'ddpm-run-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let path: string
beforeEach(() => {
  path = mkdtempSync(join(root, 'case-'))
})

const step = (n: number): Metric => ({ kind: 'step', step: n, epoch: 1, loss: 1 / n })
const validation = { mean: 0.4, quarters: [0.7, 0.5, 0.3, 0.1] }
const judged = (n: number): Metric => ({
  ...{ kind: 'validation', step: n, epoch: 1, loss: 0.4, validation },
})
const epoch = (n: number): Metric => ({ kind: 'epoch', step: n, epoch: 1, loss: 0.5 })

describe('RunFolder', () => {
  test('a folder with a run in it is not taken for a new one', async () => {
    const first = await RunFolder.create(join(path, 'run'), { seed: 1 })
    await first.log(step(1))
    await first.flush()
    await first.release()
    await expect(RunFolder.create(join(path, 'run'), {})).rejects.toThrow(coded('run-folder.taken'))
    const again = await RunFolder.open(join(path, 'run'))
    expect(await again.readConfig()).toEqual({ seed: 1 })
  })

  test('a run that never trained gives its folder to a new one', async () => {
    const failed = await RunFolder.create(path, { seed: 1 })
    await failed.rewindMetrics(0)
    await failed.release()
    await refuseTaken(path)
    const next = await RunFolder.create(path, { seed: 2 })
    expect(await next.readConfig()).toEqual({ seed: 2 })
  })

  test('one process writes, and others read', async () => {
    const folder = await RunFolder.create(path, { seed: 1 })
    await expect(RunFolder.create(path, {})).rejects.toThrow(coded('run-folder.in-use'))
    await expect(refuseTaken(path)).rejects.toThrow(coded('run-folder.in-use'))
    const reader = await RunFolder.open(path)
    await expect(reader.take()).rejects.toThrow(coded('run-folder.in-use'))
    expect(await reader.readConfig()).toEqual({ seed: 1 })
    await folder.release()
    await reader.take()
    await reader.release()
    expect(readdirSync(path)).toEqual(['config.json'])
  })

  test('who takes a run removes what killed writes of it have left', async () => {
    const folder = await RunFolder.create(path, {})
    await folder.writeCheckpoint(Uint8Array.of(1))
    await folder.release()
    const left = (name: string) => `${name}.${randomUUID()}.tmp`
    const others = ['mine.tmp', left('eval.json')]
    const rests = [left('config.json'), left('checkpoints/latest.safetensors')]
    for (const name of [...others, ...rests]) writeFileSync(join(path, name), '')
    await folder.take()
    await folder.release()
    expect(readdirSync(path).sort()).toEqual(['checkpoints', 'config.json', ...others].sort())
    expect(readdirSync(join(path, 'checkpoints'))).toEqual(['latest.safetensors'])
  })

  test('a folder without a run is not resumed', async () => {
    await expect(RunFolder.open(path)).rejects.toThrow(coded('run-folder.missing', { path }))
  })

  test('a folder that cannot be made is refused', async () => {
    writeFileSync(join(path, 'file'), '')
    const made = RunFolder.create(join(path, 'file/run'), {})
    await expect(made).rejects.toThrow(coded('system.not-a-folder', { system: 'ENOTDIR' }))
  })

  test('a damaged config is named', async () => {
    const folder = await RunFolder.create(path, {})
    writeFileSync(join(path, 'config.json'), '{')
    await expect(folder.readConfig()).rejects.toThrow(coded('run-folder.config-not-json'))
  })

  test('metrics are on disk before the checkpoint that comes after them', async () => {
    const folder = await RunFolder.create(path, {})
    await folder.log(step(1))
    expect(await folder.readMetrics()).toEqual([])
    await folder.writeCheckpoint(Uint8Array.of(1))
    expect(await folder.readMetrics()).toEqual([step(1)])
    expect(await folder.readCheckpoint()).toEqual(Uint8Array.of(1))
  })

  test('many metrics are written without being asked for', async () => {
    const folder = await RunFolder.create(path, {})
    for (let n = 1; n <= 120; n++) await folder.log(step(n))
    expect((await folder.readMetrics()).length).toBeGreaterThanOrEqual(100)
  })

  test('rewinding forgets what the run will say again, and half a line', async () => {
    const folder = await RunFolder.create(path, {})
    const past = [step(1), step(2), epoch(2), judged(2), step(3), step(4)]
    for (const metric of [...past, epoch(4), judged(4), step(5)]) await folder.log(metric)
    await folder.flush()
    appendFileSync(join(path, 'metrics.jsonl'), '{"kind":"step","st')
    await folder.rewindMetrics(4)
    expect(await folder.readMetrics()).toEqual(past)
    await folder.log(epoch(4))
    await folder.flush()
    expect(await folder.readMetrics()).toEqual([...past, epoch(4)])
  })

  test('flushes that overlap write each metric once, in order', async () => {
    const folder = await RunFolder.create(path, {})
    await folder.log(step(1))
    const first = folder.flush()
    await Promise.all([first, folder.log(step(2)), folder.flush(), folder.flush()])
    expect(await folder.readMetrics()).toEqual([step(1), step(2)])
  })

  test('metrics that could not be written are written the next time', async () => {
    const folder = await RunFolder.create(path, {})
    mkdirSync(join(path, 'metrics.jsonl'))
    await folder.log(step(1))
    await expect(folder.flush()).rejects.toThrow(coded('system.is-folder', { action: 'written' }))
    rmSync(join(path, 'metrics.jsonl'), { recursive: true })
    await folder.log(step(2))
    await folder.flush()
    expect(await folder.readMetrics()).toEqual([step(1), step(2)])
  })

  test.each<[string, Partial<Record<keyof Metric, unknown>>]>([
    ['no losses', { validation: {} }],
    ['nothing', { validation: null }],
    ['too few', { validation: { mean: 1, quarters: [1] } }],
    ['words', { validation: { mean: 1, quarters: ['1', '2', '3', '4'] }, gradientNorm: 'large' }],
  ])('of an edited metric with validation losses that are %s the rest is read', (_, odd) => {
    expect(parseMetric(JSON.stringify({ ...epoch(3), ...odd }))).toEqual(epoch(3))
    expect(parseMetric(JSON.stringify(judged(3)))).toEqual(judged(3))
  })

  test('without a checkpoint there is none to read', async () => {
    expect(await (await RunFolder.create(path, {})).readCheckpoint()).toBeUndefined()
  })
})
