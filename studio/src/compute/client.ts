/** The page's side of the worker: one call, its progress, and its end. It never waits for anything. */

import type { Failure, Reply } from './messages.ts'
import type { CallName, Calls } from './protocol.ts'

/** What went wrong in the worker. */
export class ComputeError extends Error {
  override readonly name = 'ComputeError'
  /**
   * `user`: the message says what and what next. `memory`: there is none left. `lost`: the worker
   * died; the next call gets a new one. `cancelled`: as asked.
   */
  readonly kind: Failure['kind']

  /** The path of the file at fault, where it is one of several. */
  readonly file: string | undefined

  readonly code: string | undefined
  readonly values: Failure['values'] | undefined

  constructor({ kind, message, file, code, values }: Failure) {
    super(message)
    ;[this.kind, this.file, this.code, this.values] = [kind, file, code, values]
  }
}

/** A call under way. */
export interface Task<Result> {
  readonly result: Promise<Result>
  cancel(): void
  pause(): void
  resume(): void
}

interface Waiting {
  readonly tell: (progress: unknown) => void
  readonly resolve: (result: unknown) => void
  readonly reject: (error: ComputeError) => void
}

let worker: Worker | undefined
const lostListeners = new Set<() => void>()
const waiting = new Map<number, Waiting>()
let calls = 0

function receive(reply: Reply): void {
  const call = waiting.get(reply.id)
  if (!call) return
  if ('progress' in reply) {
    call.tell(reply.progress)
    return
  }
  if ('failure' in reply && reply.failure.kind === 'lost') {
    lose(reply.failure.message) // a thread has died, and with it all that the worker computes with
    return
  }
  waiting.delete(reply.id)
  if ('failure' in reply) call.reject(new ComputeError(reply.failure))
  else call.resolve(reply.result)
}

/** Calls back whenever a worker is lost, and with it all that it held. */
export function onLost(tell: () => void): void {
  lostListeners.add(tell)
}

/** All that the worker was asked for is lost with it. */
function lose(message: string): void {
  worker?.terminate()
  worker = undefined
  for (const tell of lostListeners) tell()
  for (const { reject } of waiting.values()) reject(new ComputeError({ kind: 'lost', message }))
  waiting.clear()
}

function liveWorker(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' })
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => receive(data))
  worker.addEventListener('error', ({ message }) => lose(message))
  return worker
}

/** Has the worker begun before it is first asked for something: it loads while the page does. */
export const wake = () => void liveWorker()

/**
 * Asks the worker for something.
 * @param onProgress called with its progress
 */
export function start<Name extends CallName>(
  call: Name,
  input: Calls[Name]['input'],
  onProgress: (progress: Calls[Name]['progress']) => void = () => {},
): Task<Calls[Name]['result']> {
  const id = calls++
  const target = liveWorker()
  const result = new Promise<Calls[Name]['result']>((resolve, reject) => {
    waiting.set(id, {
      tell: onProgress as (progress: unknown) => void,
      resolve: resolve as (result: unknown) => void,
      reject,
    })
  })
  target.postMessage({ id, call, input })
  const control = (what: 'cancel' | 'pause' | 'resume') => () =>
    target.postMessage({ id, control: what })
  return { result, cancel: control('cancel'), pause: control('pause'), resume: control('resume') }
}

/** `start`, for what is over soon. */
export function ask<Name extends CallName>(
  call: Name,
  input: Calls[Name]['input'],
): Promise<Calls[Name]['result']> {
  return start(call, input).result
}
