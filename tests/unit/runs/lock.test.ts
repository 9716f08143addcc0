import { describe, expect, test } from 'vitest'
import { lockFile, lockNumber } from '../../../src/runs/layout.ts'
import { isHeld, LOCK_PATIENCE_MS, type LockOwner, parseOwner } from '../../../src/runs/lock.ts'

const owner: LockOwner = {
  ...{ pid: 7, host: 'ada', table: 'ada 1', incarnation: '40', since: '2026-11-30T05:01:00Z' },
}
const table = (incarnation: string | undefined, id = 'ada 1') => ({
  ...{ id, incarnationOf: (pid: number) => (pid === 7 ? incarnation : undefined) },
})

describe('a lock is held', () => {
  test.each([
    ['by a living process, however old', table('40'), true, owner],
    ['not by a dead process', table(undefined), false, owner],
    ['not by a later process of the same pid', table('41'), false, owner],
  ])('%s', (_, here, held, by) => {
    for (const age of [0, LOCK_PATIENCE_MS * 9]) {
      expect(isHeld({ owner: by, age }, here)).toBe(held)
    }
  })

  test.each([
    ['by a process that cannot be seen', owner],
    ['by whoever wrote what cannot be read', undefined],
  ])('%s, until it has long not been touched', (_, by) => {
    const elsewhere = table('40', 'bob 1')
    expect(isHeld({ owner: by, age: LOCK_PATIENCE_MS - 1 }, elsewhere)).toBe(true)
    expect(isHeld({ owner: by, age: LOCK_PATIENCE_MS }, elsewhere)).toBe(false)
  })
})

test('owners are read as they were written, and nothing else is', () => {
  expect(parseOwner(JSON.stringify(owner))).toEqual(owner)
  for (const text of ['', '{', 'null', '[]', '{"pid":7}', JSON.stringify({ ...owner, pid: '7' })]) {
    expect(parseOwner(text)).toBeUndefined()
  }
})

test('lock files are known by their names', () => {
  expect(lockNumber(lockFile(12))).toBe(12)
  for (const name of ['lock-.json', 'lock-1.json.tmp', 'a-lock-1.json', 'lock-1x.json']) {
    expect(lockNumber(name)).toBeUndefined()
  }
})
