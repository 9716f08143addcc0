/** The messages between the page and its worker: a call, its progress, and its end. */

import type { CallName, Calls } from './protocol.ts'

/** From the page. */
export type Request = {
  [Name in CallName]: {
    readonly id: number
    readonly call: Name
    readonly input: Calls[Name]['input']
  }
}[CallName]

/** From the page, to a call under way. */
export interface Control {
  readonly id: number
  readonly control: 'cancel' | 'pause' | 'resume'
}

/** What went wrong, as far as a message can carry it. */
export interface Failure {
  /** `user`: the words say it all. `memory`, `lost`: see `ComputeError`. `bug`: ours. */
  readonly kind: 'user' | 'cancelled' | 'memory' | 'lost' | 'bug'
  /** In English, without the file's name in front. */
  readonly message: string
  /** Of the library's error: what other languages go by. */
  readonly code?: string
  readonly values?: Readonly<Record<string, unknown>>
  /** The path of the file at fault, where it is one of several. */
  readonly file?: string
}

/** From the worker, of a call. */
export type Reply =
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly failure: Failure }
