import { beforeEach, describe, expect, test, vi } from 'vitest'
import { detail, summary } from './support.ts'

type Runs = typeof import('../../../../studio/src/pages/runs/runs.ts')
let runs: Runs
beforeEach(async () => {
  vi.resetModules()
  runs = await import('../../../../studio/src/pages/runs/runs.ts')
})

const chosen = () => runs.chosenRuns.value.map(({ summary }) => summary.name)
const listed = () => runs.runs.value.map(({ summary }) => summary.name)

describe('what is selected before the visitor chooses', () => {
  test('the newest that have learnt something, or are about to', () => {
    const [empty, live] = [summary('empty', { step: 0 }), summary('live', { step: 0, live: true })]
    runs.takeAll([live, empty, summary('a'), summary('b'), summary('c')])
    expect(chosen()).toEqual(['live', 'a', 'b'])
  })

  test('a run that begins is added, until there are three', () => {
    runs.takeAll([summary('a')])
    for (const name of ['b', 'c', 'd']) runs.takeRun(summary(name, { live: true }))
    expect(listed()).toEqual(['d', 'c', 'b', 'a'])
    expect(chosen()).toEqual(['c', 'b', 'a'])
  })

  test('once the visitor has chosen, nothing chooses for them', () => {
    runs.takeAll([summary('a')])
    runs.toggleRun('served a')
    runs.takeRun(summary('b'))
    runs.takeAll([summary('a'), summary('b')])
    expect(chosen()).toEqual([])
  })
})

test('each has a colour of its own, and six at most are selected', () => {
  runs.takeAll('abcdefgh'.split('').map((name) => summary(name)))
  for (const name of 'defgh') runs.toggleRun(`served ${name}`)
  expect(chosen()).toEqual('abcdef'.split(''))
  expect(runs.isFull.value).toBe(true)
  expect(new Set(runs.chosenRuns.value.map(({ colour }) => colour)).size).toBe(6)
  const colour = runs.colourOf('served b')
  runs.toggleRun('served b')
  runs.toggleRun('served h')
  expect(runs.colourOf('served h')).toBe(colour)
})

test('a run keeps its place in the list, and curves only while it is selected', () => {
  runs.takeAll([summary('a'), summary('b')])
  runs.takeDetail('b', detail())
  runs.takeRun(summary('b', { step: 99 }))
  expect(listed()).toEqual(['a', 'b'])
  expect(runs.chosenRuns.value[1]).toMatchObject({ summary: { step: 99 }, detail: { steps: [] } })
  runs.toggleRun('served b')
  runs.takeDetail('b', detail())
  expect(runs.detailOf('b')).toBeUndefined()
})

test('what is gone is reported, if it was selected; and forgiven when it is back', () => {
  runs.takeAll([summary('a'), summary('b'), summary('c'), summary('d')])
  runs.takeGone('d')
  expect(runs.gone.value).toEqual([])
  runs.takeGone('a')
  runs.takeAll([summary('c')])
  expect(runs.gone.value).toEqual(['a', 'b'])
  expect(chosen()).toEqual(['c'])
  runs.takeRun(summary('a'))
  runs.takeAll([summary('b'), summary('a'), summary('c')])
  expect(runs.gone.value).toEqual([])
})

test('what the visitor brings is selected, before the others, and kept', () => {
  runs.takeAll([summary('a')])
  const brought = { key: 'dropped 0', summary: summary('mine'), detail: detail(), files: new Map() }
  runs.addDropped([brought])
  expect(chosen()).toEqual(['mine', 'a'])
  expect(runs.followedNames.value).toEqual(['a'])
  runs.takeAll([])
  runs.toggleRun('dropped 0')
  runs.toggleRun('dropped 0')
  expect(runs.chosenRuns.value).toMatchObject([{ summary: { name: 'mine' }, detail: {} }])
})

test('a run that is brought again takes the place of the earlier one, and can be removed', () => {
  const brought = (key: string, step: number) => ({
    ...{ key, summary: summary('mine', { step }), detail: detail(), files: new Map() },
  })
  runs.addDropped([brought('dropped 0', 1)])
  runs.addDropped([brought('dropped 1', 2)])
  expect(runs.chosenRuns.value).toMatchObject([{ key: 'dropped 1', summary: { step: 2 } }])
  runs.removeDropped('dropped 1')
  expect([listed(), chosen()]).toEqual([[], []])
})
