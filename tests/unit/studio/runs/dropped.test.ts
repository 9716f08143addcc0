import { describe, expect, test } from 'vitest'
import { readDropped } from '../../../../studio/src/pages/runs/dropped.ts'
import { readMetrics } from '../../../../studio/src/pages/runs/metrics-text.ts'

const step = (n: number, loss = 1 / n) =>
  `${JSON.stringify({ kind: 'step', step: n, epoch: 1, loss })}\n`
const epoch = (n: number, validation?: unknown) =>
  `${JSON.stringify({ kind: 'epoch', step: n, epoch: 1, loss: 0.5, validation })}\n`
const named = (path: string, text: BlobPart) => ({
  ...{ path, file: new File([text], path.split('/').at(-1)!, { lastModified: 7 }) },
})

describe('metrics', () => {
  test('are read line by line, of an older run too, a last one without its end among them', async () => {
    const heldOut = { mean: 0.4, quarters: [0.1, 0.2, 0.3, 0.4] }
    const counted = `${JSON.stringify({ kind: 'copies', step: 2, epoch: 1, copies: 0.1 })}\n`
    const text = step(1) + step(2) + epoch(2, heldOut) + counted + step(3).trimEnd()
    const { steps, epochs, copies, unreadable } = await readMetrics(new Blob([text]))
    expect(steps.map(({ step: n }) => n)).toEqual([1, 2, 3])
    expect(epochs).toMatchObject([{ kind: 'epoch', step: 2, validation: heldOut }])
    expect(copies).toEqual([{ step: 2, share: 0.1 }])
    expect(unreadable).toBe(0)
  })

  test('what is none is counted and left out', async () => {
    const bad = ['{', 'null', '[]', '{"kind":"step"}', '"x"', step(9).replace('"step"', '"stop"')]
    const text = `${step(1)}${bad.map((line) => `${line.trim()}\n`).join('')}\n${epoch(1, { mean: 'x' })}`
    const { steps, epochs, unreadable } = await readMetrics(new Blob([text]))
    expect([steps.length, epochs.length, unreadable]).toEqual([1, 1, bad.length])
    expect(epochs[0].validation).toBeUndefined()
  })

  test('of a run that came through its steps twice the later ones count', async () => {
    const text = step(1) + step(2, 9) + step(3, 9) + step(2, 0.5)
    const { steps } = await readMetrics(new Blob([text]))
    expect(steps.map(({ step: n, loss }) => [n, loss])).toEqual([
      [1, 1],
      [2, 0.5],
    ])
  })

  test('a million bytes without an end are not a line', async () => {
    const { steps, unreadable } = await readMetrics(new Blob(['x'.repeat(1e6), '\n', step(1)]))
    expect([steps.length, unreadable]).toEqual([1, 0])
  })

  test('many points become means of neighbours, and end where they ended', async () => {
    const lines = Array.from({ length: 5001 }, (_, i) => step(i + 1, i % 2)).join('')
    const { steps } = await readMetrics(new Blob([lines]))
    expect(steps.length).toBeLessThanOrEqual(2000)
    expect(steps.at(-1)!.step).toBe(5001)
    expect(steps[0].loss).toBeCloseTo(0.5, 0)
  })
})

describe('what is dropped', () => {
  test('a file of metrics is a run', async () => {
    const { runs, troubles } = await readDropped([named('metrics.jsonl', step(1) + step(2))])
    expect(troubles).toEqual([])
    expect(runs[0].summary).toMatchObject({ name: 'metrics.jsonl', step: 2, loss: 0.75, files: [] })
    expect(runs[0].summary.model).toBeUndefined()
    expect(runs[0].summary.problem).toBeUndefined()
    const cut = await readDropped([named('metrics.jsonl', `${step(1)}{\n`)])
    expect(cut.runs[0].summary.problem).toMatch(/^1 line of metrics/)
  })

  test('a folder with run folders brings each with its files', async () => {
    const { runs } = await readDropped([
      named('runs/a/metrics.jsonl', step(1)),
      named('runs/a/config.json', '{"seed":3,"widths":[8],"odd":{"x":1}}'),
      named('runs/a/model.safetensors', 'x'),
      named('runs/a/samples/epoch-10.png', ''),
      named('runs/a/samples/epoch-9.png', ''),
      named('runs/a/final.png', ''),
      named('runs/a/notes.txt', ''),
      named('runs/b/metrics.jsonl', step(5)),
      named('runs/b/config.json', '{'),
    ])
    expect(runs.map(({ summary }) => summary.name)).toEqual(['a', 'b'])
    const [a, b] = runs
    expect(a.summary).toMatchObject({ model: 'model', finished: true, written: 7 })
    expect(a.summary.files.map(({ name }) => name)).toEqual([
      ...['final.png', 'samples/epoch-9.png', 'samples/epoch-10.png'],
    ])
    expect(a.detail.settings).toEqual({ seed: 3, widths: [8] })
    expect(b.detail.settings).toEqual({})
    expect(new Set(runs.map(({ key }) => key)).size).toBe(2)
  })

  test.each([
    ['metrics.jsonl', '', { kind: 'empty' }],
    ['metrics.jsonl', 'hello\n', { kind: 'unreadable' }],
    ['image.png', '\u0089PNG', { kind: 'foreign', file: 'image.png' }],
    ['notes.txt', 'hello', { kind: 'foreign', seems: 'text' }],
  ])('%s with %j is not a run, and why', async (name, text, trouble) => {
    const { runs, troubles } = await readDropped([named(name, text)])
    expect(runs).toEqual([])
    expect(troubles).toMatchObject([trouble])
  })
})
