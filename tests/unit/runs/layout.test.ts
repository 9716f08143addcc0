import { describe, expect, test } from 'vitest'
import { inventoryOf, lastWritten, newestWeights } from '../../../src/runs/inventory.ts'
import {
  gridFile,
  gridsInOrder,
  isInternal,
  isLeftover,
  isShown,
} from '../../../src/runs/layout.ts'

describe('names in a run folder', () => {
  test('grids are called by the epochs passed, and come in their order', () => {
    expect([gridFile(2), gridFile(0.5), gridFile(1000)]).toEqual([
      ...['samples/epoch-002.png', 'samples/epoch-000.50.png', 'samples/epoch-1000.png'],
    ])
    const names = [gridFile(1000), gridFile(999), 'samples/notes.txt', 'final.png', gridFile(2)]
    expect(gridsInOrder(names)).toEqual([gridFile(2), gridFile(999), gridFile(1000)])
  })

  test('a page may show grids and what is drawn, and nothing else', () => {
    for (const name of ['final.png', 'eval.json', gridFile(1)]) expect(isShown(name)).toBe(true)
    for (const name of [
      ...['config.json', 'model.safetensors', 'samples/../config.json', 'samples/.png'],
      ...['samples/a/b.png', 'samples\\a.png', '../final.png', 'samples/', '', 'samples/a\0.png'],
    ]) {
      expect(isShown(name), name).toBe(false)
    }
  })

  test('locks and half files are internal; of others’ half files the run removes none', () => {
    const id = '2f0c1a7e-1111-4222-8333-444455556666'
    expect([isInternal('lock-3.json'), isInternal('x.tmp'), isInternal('config.json')]).toEqual([
      ...[true, true, false],
    ])
    expect(isLeftover(`config.json.${id}.tmp`)).toBe(true)
    expect(isLeftover(`eval.json.${id}.tmp`)).toBe(false)
    expect(isLeftover('mine.tmp')).toBe(false)
  })
})

describe('what a run has', () => {
  const files = (times: Record<string, number>) => inventoryOf(new Map(Object.entries(times)))

  test('was last written by the run, not by an evaluation', () => {
    const inventory = files({ 'config.json': 1, 'samples/epoch-001.png': 3, 'eval.json': 9 })
    expect(lastWritten(inventory)).toBe(3)
    expect(inventory.shown.map(({ name }) => name)).toEqual(['eval.json', 'samples/epoch-001.png'])
    expect(lastWritten(files({}))).toBeUndefined()
  })

  test('has its newest weights in the file written last', () => {
    const [model, checkpoint] = ['model.safetensors', 'checkpoints/latest.safetensors']
    expect(newestWeights(files({ [model]: 2, [checkpoint]: 1 }))).toBe('model')
    expect(newestWeights(files({ [model]: 1, [checkpoint]: 2 }))).toBe('checkpoint')
    expect(newestWeights(files({}))).toBeUndefined()
  })
})
