/** A call under way in the worker: its progress, and the page's controls. */

import { DdpmError } from '../../../../src/base/errors.ts'
import type { Control, Failure } from '../messages.ts'

/** @throws by its signal where the page cancels. */
export class Task<Progress> {
  readonly #controller = new AbortController()
  readonly #send: (progress: Progress) => void
  /** While paused: what waits, and how it continues. */
  #paused: { readonly over: Promise<void>; readonly end: () => void } | undefined

  constructor(send: (progress: Progress) => void) {
    this.#send = send
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  report(progress: Progress): void {
    this.#send(progress)
  }

  /** Resolves at once, or when the pause is over: to be asked between steps. */
  async unpaused(): Promise<void> {
    // without threads a step leaves the page's messages no gap
    if (!globalThis.crossOriginIsolated) await new Promise((resolve) => setTimeout(resolve))
    await this.#paused?.over
  }

  control(what: Control['control']): void {
    if (what === 'pause') this.#paused ??= pause()
    else {
      this.#paused?.end()
      this.#paused = undefined
    }
    if (what === 'cancel') this.#controller.abort(new DOMException('cancelled', 'AbortError'))
  }
}

function pause() {
  let end = () => {}
  const over = new Promise<void>((resolve) => {
    end = resolve
  })
  return { over, end }
}

function failureOfUser(error: DdpmError): Failure {
  const { code, values, message } = error
  if (code === 'device.thread-lost') return { kind: 'lost', message }
  const kind = code.startsWith('memory.') ? 'memory' : 'user'
  const { place, ...others } = values
  if (typeof place !== 'string') return { kind, message, code, values }
  const alone = message.startsWith(`${place}: `) ? message.slice(place.length + 2) : message
  return { kind, message: alone, code, values: others, file: place }
}

/** An error as a message carries it. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  const message = error instanceof Error ? error.message : String(error)
  if (signal.aborted && error === signal.reason) return { kind: 'cancelled', message }
  if (error instanceof RangeError && /memory|allocation/i.test(message)) {
    return { kind: 'memory', message }
  }
  return error instanceof DdpmError ? failureOfUser(error) : { kind: 'bug', message }
}
