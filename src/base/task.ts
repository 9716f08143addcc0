/**
 * Long work as one thing: a promise of its result and an async iterable of its events.
 *
 * Work begins by itself, right after the task is made, and continues whether or not anybody iterates.
 * - Nobody iterates: events reach `onProgress` alone and are dropped.
 * - Somebody iterates: the loop pulls. The work continues when the loop asks for the next event, and rests
 *   while the loop's body runs, so that a slow loop misses nothing and nothing piles up. Do not await a
 *   task inside its own loop: each would wait for the other.
 * - The loop is left early (`break`, `return`, an error in its body): the work is aborted as by its
 *   signal, and the loop is left once the work has ended and given back what it held.
 *
 * An error of the work rejects the promise and is thrown once by the loop. It counts as handled where
 * the task is iterated or awaited, and is reported by the host as any promise's where it is neither.
 */

import { errorsOf } from './errors.ts'

export const taskErrors = {
  'task.iterated-twice': () =>
    'this task has been iterated already: iterate once, or pass onProgress as well',
} as const

const taskError = errorsOf(taskErrors)

/** What every task takes. */
export interface TaskOptions<Event> {
  /** Ends the work early; what it has done by then is the work's own affair. */
  readonly signal?: AbortSignal
  /** Called with each event, before a loop gets it. What it throws ends the task. */
  readonly onProgress?: (event: Event) => void
}

/**
 * The work: yields events and returns the result. It ends soon after its signal is aborted, by throwing
 * the signal's reason or by returning what it has.
 */
export type Work<Event, Result> = (signal: AbortSignal) => AsyncGenerator<Event, Result, void>

interface Request<Event> {
  readonly resolve: (result: IteratorResult<Event, undefined>) => void
  readonly reject: (error: unknown) => void
}

/** Hands events over to one loop, one for each time it asks. */
class Loop<Event> implements AsyncIterator<Event, undefined> {
  readonly #requests: Request<Event>[] = []
  readonly #abandon: () => Promise<void>
  #wake: (() => void) | undefined
  #begun = false
  #ended = false
  #failure: { readonly error: unknown } | undefined

  /** @param abandon ends the work; rejects where it failed by more than being ended */
  constructor(abandon: () => Promise<void>) {
    this.#abandon = abandon
  }

  /** Until the loop asks for an event, or will not ask again. A loop not begun holds nobody up. */
  async wanted(): Promise<void> {
    if (!this.#begun || this.#ended || this.#requests.length > 0) return
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }

  give(value: Event): void {
    this.#requests.shift()?.resolve({ value, done: false })
  }

  /** After the last event. */
  end(failure?: { readonly error: unknown }): void {
    if (this.#ended) return
    this.#ended = true
    const first = this.#requests.shift()
    if (first && failure) first.reject(failure.error)
    else first?.resolve({ value: undefined, done: true })
    if (!first) this.#failure = failure
    for (const { resolve } of this.#requests.splice(0)) resolve({ value: undefined, done: true })
    this.#wake?.()
  }

  next(): Promise<IteratorResult<Event, undefined>> {
    const failure = this.#failure
    this.#failure = undefined
    if (failure) return Promise.reject(failure.error)
    if (this.#ended) return Promise.resolve({ value: undefined, done: true })
    this.#begun = true
    return new Promise((resolve, reject) => {
      this.#requests.push({ resolve, reject })
      this.#wake?.()
    })
  }

  async return(): Promise<IteratorResult<Event, undefined>> {
    const wasEnded = this.#ended
    this.end()
    if (!wasEnded) await this.#abandon()
    return { value: undefined, done: true }
  }
}

/** What long work is: await it for its result, or iterate over its events, or both. */
export class Task<Event, Result> implements Promise<Result>, AsyncIterable<Event> {
  readonly [Symbol.toStringTag] = 'Task'
  readonly #result: Promise<Result>
  readonly #abort = new AbortController()
  #loop: Loop<Event> | undefined

  constructor(work: Work<Event, Result>, options: TaskOptions<Event> = {}) {
    // once this turn has ended, so that a loop begun in it sees the first event
    this.#result = Promise.resolve().then(() => this.#run(work, options))
  }

  async #run(work: Work<Event, Result>, options: TaskOptions<Event>): Promise<Result> {
    const { signal, onProgress } = options
    const forward = () => this.#abort.abort(signal?.reason)
    if (signal?.aborted) forward()
    signal?.addEventListener('abort', forward, { once: true })
    const events = work(this.#abort.signal)
    try {
      for (;;) {
        await this.#loop?.wanted()
        const next = await events.next()
        if (next.done) return next.value
        onProgress?.(next.value)
        this.#loop?.give(next.value)
      }
    } finally {
      signal?.removeEventListener('abort', forward)
      await events.return(undefined as Result) // where `onProgress` threw
    }
  }

  async #abandon(): Promise<void> {
    this.#abort.abort()
    try {
      await this.#result
    } catch (error) {
      if (error !== this.#abort.signal.reason) throw error
    }
  }

  /**
   * Its events from now on.
   * @throws {DdpmError} `task.iterated-twice`; while iterating, what the work throws.
   */
  [Symbol.asyncIterator](): AsyncIterator<Event, undefined> {
    if (this.#loop) throw taskError('task.iterated-twice')
    const loop = new Loop<Event>(() => this.#abandon())
    this.#loop = loop
    this.#result.then(
      () => loop.end(),
      (error: unknown) => loop.end({ error }),
    )
    return loop
  }

  // biome-ignore lint/suspicious/noThenProperty: a task is a promise
  then<A = Result, B = never>(
    onFulfilled?: ((value: Result) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#result.then(onFulfilled, onRejected)
  }

  catch<B = never>(
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<Result | B> {
    return this.#result.catch(onRejected)
  }

  finally(onFinally?: (() => void) | null): Promise<Result> {
    return this.#result.finally(onFinally)
  }
}

/** A task of this work, begun. */
export function taskOf<Event, Result>(
  work: Work<Event, Result>,
  options?: TaskOptions<Event>,
): Task<Event, Result> {
  return new Task(work, options)
}
