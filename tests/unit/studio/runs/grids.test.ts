import { expect, test } from 'vitest'
import { gridAt, gridsOf, stopsOf } from '../../../../studio/src/pages/runs/grids.ts'
import { summary } from './support.ts'

const file = (name: string, written = 1) => ({ name, written })
const run = (...files: { name: string; written: number }[]) => gridsOf(summary('run', { files }))

test('grids come by epoch, the last image last', () => {
  const grids = run(
    ...[file('eval.json'), file('final.png', 9), file('samples/epoch-010.png')],
    ...[file('samples/epoch-002.png'), file('samples/notes.png')],
  )
  expect(grids.map(({ epoch }) => epoch)).toEqual([2, 10, Infinity])
  expect(grids[2].file.name).toBe('final.png')
})

test('a resumed run has left its last image behind', () => {
  const grids = run(file('final.png', 5), file('samples/epoch-001.png', 9))
  expect(grids.map(({ epoch }) => epoch)).toEqual([1])
})

test('one slider leads through all of them', () => {
  const [fast, slow] = [
    run(file('samples/epoch-001.png'), file('samples/epoch-002.png'), file('final.png')),
    run(file('samples/epoch-002.png'), file('samples/epoch-004.png')),
  ]
  expect(stopsOf([fast, slow, []])).toEqual([1, 2, 4, Infinity])
  expect(gridAt(slow, 1)).toBeUndefined()
  expect(gridAt(slow, 3)?.epoch).toBe(2)
  expect(gridAt(slow, Infinity)?.epoch).toBe(4)
  expect(gridAt(fast, Infinity)?.file.name).toBe('final.png')
})
