import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { RunLock, refuseHeld } from '../../../../src/hosts/node/lock.ts'
import { processes, thisProcess } from '../../../../src/hosts/node/processes.ts'
import { coded } from '../../../coded.ts'

const root = mkdtempSync(join(tmpdir(), 'ddpm-lock-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})

/** A process that has ended; its pid is not given out again at once. */
const dead = () => spawnSync(process.execPath, ['--version']).pid

function writeLock(number: number, owner: object, minutesAgo = 0): void {
  const path = join(folder, `lock-${number}.json`)
  writeFileSync(path, JSON.stringify({ ...thisProcess(), ...owner }))
  const then = new Date(Date.now() - minutesAgo * 60_000)
  utimesSync(path, then, then)
}

describe('of those that want a folder', () => {
  test('one has it, whoever asks at the same time, and then the next', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => RunLock.take(folder)))
    const [first, ...more] = asked.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))
    expect(more).toEqual([])
    expect(asked.filter(({ status }) => status === 'rejected')).toHaveLength(11)
    await expect(RunLock.take(folder)).rejects.toThrow(
      coded('run-folder.in-use', {
        path: folder,
        owner: expect.stringContaining(`process ${process.pid}`),
      }),
    )
    await expect(refuseHeld(folder)).rejects.toThrow(coded('run-folder.in-use'))
    await first.release()
    await refuseHeld(folder)
    const second = await RunLock.take(folder)
    await second.confirm()
    await second.release()
    expect(readdirSync(folder)).toEqual([])
  })

  test('one overtakes a killed process, whoever tries at the same time', async () => {
    writeLock(3, { pid: dead() })
    await refuseHeld(folder)
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => RunLock.take(folder)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(['lock-4.json'])
  })
})

test.runIf(process.platform === 'linux')(
  'a pid that is another’s by now holds nothing',
  async () => {
    writeLock(1, { incarnation: '1' })
    await (await RunLock.take(folder)).release()
  },
)

test('a process of another machine holds it for as long as it touches it', async () => {
  writeLock(1, { table: 'elsewhere', host: 'bob', pid: dead() })
  await expect(RunLock.take(folder)).rejects.toThrow(
    coded('run-folder.in-use', {
      owner: expect.stringContaining('bob'),
      lock: expect.stringMatching(/lock-1\.json$/),
    }),
  )
  writeLock(1, { table: 'elsewhere', host: 'bob', pid: process.pid }, 10)
  await (await RunLock.take(folder)).release()
  expect(readdirSync(folder)).toEqual([])
})

test('who was overtaken writes no more, and leaves the other’s lock', async () => {
  const lock = await RunLock.take(folder)
  await lock.confirm()
  writeLock(1, { host: 'bob' })
  await expect(lock.confirm()).rejects.toThrow(coded('run-folder.lock-lost'))
  await lock.release()
  expect(readdirSync(folder)).toEqual(['lock-1.json'])
})

test('this process is in its table, and no pid is of nobody', () => {
  const { pid, incarnation, table } = thisProcess()
  expect(table).toBe(processes.id)
  expect(processes.incarnationOf(pid)).toBe(incarnation)
  expect(processes.incarnationOf(dead())).toBeUndefined()
})
