import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Task, taskOf } from '../../../src/base/task.ts'
import { coded } from '../../coded.ts'

/** Errors that nobody handled while a test ran. */
const unhandled: unknown[] = []
const note = (error: unknown) => unhandled.push(error)
/** The runner's own listeners, which would fail the run for what a test provokes. */
let others: NodeJS.UnhandledRejectionListener[] = []
beforeEach(() => {
  unhandled.length = 0
  others = process.listeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
  for (const listener of others) process.on('unhandledRejection', listener)
})

/** Once microtasks are through and Node has looked for unhandled rejections. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

/** Counts to n, an event each, and notes what happened to it. */
function counting(n: number, notes: string[] = []) {
  return async function* count(signal: AbortSignal): AsyncGenerator<number, string, void> {
    try {
      for (let i = 1; i <= n; i++) {
        signal.throwIfAborted()
        notes.push(`work ${i}`)
        yield i
        await Promise.resolve()
      }
      return 'counted'
    } finally {
      notes.push('closed')
    }
  }
}

async function* failing(): AsyncGenerator<number, string, void> {
  yield 1
  throw new Error('worn out')
}

async function all<Event>(task: Task<Event, unknown>): Promise<Event[]> {
  const events: Event[] = []
  for await (const event of task) events.push(event)
  return events
}

describe('a task', () => {
  test('gives its result to one who only waits', async () => {
    const seen: number[] = []
    const task = taskOf(counting(3), { onProgress: (event) => seen.push(event) })
    expect(await task).toBe('counted')
    expect(seen).toEqual([1, 2, 3])
    expect(await task.finally(() => seen.push(0))).toBe('counted')
    expect(seen).toEqual([1, 2, 3, 0])
    expect(String(task)).toBe('[object Task]')
  })

  test('gives every event and the result to one who does both', async () => {
    const task = taskOf(counting(3))
    expect(await all(task)).toEqual([1, 2, 3])
    expect(await task).toBe('counted')
  })

  test('goes on without anybody', async () => {
    const notes: string[] = []
    taskOf(counting(2, notes))
    expect(notes).toEqual([]) // not before this turn has ended
    await turn()
    expect(notes).toEqual(['work 1', 'work 2', 'closed'])
  })

  test('rests while a loop’s body runs', async () => {
    const notes: string[] = []
    for await (const event of taskOf(counting(3, notes))) {
      notes.push(`loop ${event}`)
      await turn()
    }
    expect(notes).toEqual(['work 1', 'loop 1', 'work 2', 'loop 2', 'work 3', 'loop 3', 'closed'])
  })

  test('is not held up by an iterator that nobody asks', async () => {
    const task = taskOf(counting(3))
    const iterator = task[Symbol.asyncIterator]()
    expect(await task).toBe('counted')
    expect(await iterator.next()).toEqual({ value: undefined, done: true })
  })

  test('answers an iterator asked several times at once in order', async () => {
    const iterator = taskOf(counting(2))[Symbol.asyncIterator]()
    const asked = [iterator.next(), iterator.next(), iterator.next(), iterator.next()]
    const answers = await Promise.all(asked)
    expect(answers.map(({ value }) => value)).toEqual([1, 2, undefined, undefined])
    expect(answers.map(({ done }) => done)).toEqual([false, false, true, true])
  })

  test('shows a late loop the rest', async () => {
    let entered = (_: number) => {}
    const first = new Promise<number>((resolve) => {
      entered = resolve
    })
    const task = taskOf(counting(3), { onProgress: entered })
    await first
    expect(await all(task)).toEqual([2, 3])
    const ended = taskOf(counting(3))
    await ended
    expect(await all(ended)).toEqual([])
  })

  test('is iterated once', async () => {
    const task = taskOf(counting(1))
    await all(task)
    expect(() => task[Symbol.asyncIterator]()).toThrow(coded('task.iterated-twice'))
  })
})

describe('an error of the work', () => {
  test('reaches the loop once and the promise, and is handled', async () => {
    const task = taskOf(failing)
    const iterator = task[Symbol.asyncIterator]()
    expect(await iterator.next()).toEqual({ value: 1, done: false })
    await expect(iterator.next()).rejects.toThrow('worn out')
    expect(await iterator.next()).toEqual({ value: undefined, done: true })
    expect(await iterator.return?.()).toEqual({ value: undefined, done: true })
    await expect(task).rejects.toThrow('worn out')
    await turn()
    expect(unhandled).toEqual([])
  })

  test('is handled where the task is only iterated or only awaited', async () => {
    await expect(all(taskOf(failing))).rejects.toThrow('worn out')
    await expect(taskOf(failing)).rejects.toThrow('worn out')
    expect(await taskOf(failing).catch(() => 'caught')).toBe('caught')
    await turn()
    expect(unhandled).toEqual([])
  })

  test('waits for a loop that comes late', async () => {
    const task = taskOf(failing)
    await expect(task).rejects.toThrow('worn out')
    await expect(all(task)).rejects.toThrow('worn out')
    await turn()
    expect(unhandled).toEqual([])
  })

  test('is reported where nobody is there', async () => {
    taskOf(failing)
    await turn()
    await turn()
    expect(unhandled).toEqual([new Error('worn out')])
  })

  test('of onProgress ends the work', async () => {
    const notes: string[] = []
    const onProgress = () => {
      throw new Error('no room')
    }
    await expect(taskOf(counting(3, notes), { onProgress })).rejects.toThrow('no room')
    expect(notes).toEqual(['work 1', 'closed'])
  })
})

describe('ending early', () => {
  test('by the signal reaches the work', async () => {
    const stop = new AbortController()
    const reason = new Error('enough')
    const onProgress = (event: number) => event === 2 && stop.abort(reason)
    const task = taskOf(counting(9), { signal: stop.signal, onProgress })
    await expect(all(task)).rejects.toBe(reason)
    await expect(task).rejects.toBe(reason)
    const late = taskOf(counting(9), { signal: stop.signal })
    await expect(late).rejects.toBe(reason)
  })

  test('by leaving the loop aborts the work, waits for its end and settles', async () => {
    const notes: string[] = []
    const task = taskOf(counting(9, notes))
    for await (const event of task) if (event === 2) break
    expect(notes).toEqual(['work 1', 'work 2', 'closed'])
    await expect(task).rejects.toMatchObject({ name: 'AbortError' })
    await turn()
    expect(unhandled).toEqual([])
  })

  test('keeps the result of work that ends well when aborted', async () => {
    const task = taskOf(async function* (signal): AsyncGenerator<number, string, void> {
      for (let i = 1; !signal.aborted; i++) yield i
      return 'what there is'
    })
    for await (const event of task) if (event === 3) break
    expect(await task).toBe('what there is')
  })

  test('throws an error of the closing work out of the loop', async () => {
    const task = taskOf(async function* (signal): AsyncGenerator<number, string, void> {
      while (!signal.aborted) yield 1
      throw new Error('jammed')
    })
    const leave = async () => {
      for await (const _ of task) break
    }
    await expect(leave()).rejects.toThrow('jammed')
    await expect(task).rejects.toThrow('jammed')
    await turn()
    expect(unhandled).toEqual([])
  })

  test('lets go of the signal', async () => {
    const { signal } = new AbortController()
    const listeners = new Set<unknown>()
    const watched = Object.create(signal, {
      aborted: { value: false },
      addEventListener: { value: (_: string, listener: unknown) => listeners.add(listener) },
      removeEventListener: { value: (_: string, listener: unknown) => listeners.delete(listener) },
    }) as AbortSignal
    const task = taskOf(counting(2), {
      signal: watched,
      onProgress: () => expect(listeners.size).toBe(1),
    })
    await task
    expect(listeners.size).toBe(0)
  })
})
