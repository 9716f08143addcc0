/**
 * Sends pages the runs as they are written, by server-sent events: one watcher for all of them, and none
 * while nobody listens. Who does not read what is sent is dropped before it piles up, which hono's
 * `streamSSE` cannot do: it hides how much its connection has not taken yet.
 */

import type { ServerResponse } from 'node:http'
import type { RunEvents } from '../../runs/protocol.ts'
import { Runs } from './runs.ts'

/** Between two looks at the runs. */
const LOOK_MS = 1000
/** Looks between two signs of life, without which proxies and browsers take a connection for dead. */
const LOOKS_PER_SIGN = 15
/** Bytes that a client may leave unread, besides the first message and what the system keeps for it. */
const MOST_UNREAD = 1 << 18
const MOST_CLIENTS = 500

const HEADERS = {
  ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
  // the response is written to past hono, whose headers it lacks
  ...{ 'cross-origin-resource-policy': 'same-origin', 'x-content-type-options': 'nosniff' },
}

function encode<Name extends keyof RunEvents>(event: Name, data: RunEvents[Name]): Buffer {
  return Buffer.from(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

const sign = Buffer.from(':\n\n')
/** Milliseconds after which a page that has lost us tries again. */
const greeting = Buffer.from('retry: 2000\n\n')

export class Events {
  readonly runs: Runs
  /** With the bytes that each may leave unread. */
  readonly #clients = new Map<ServerResponse, number>()
  #timer: NodeJS.Timeout | undefined
  #looks = 0
  #closed = false

  /** @param path the folder with the runs */
  constructor(path: string) {
    this.runs = new Runs(path, (event, data) => {
      if (this.#clients.size > 0) this.#send(encode(event, data))
    })
  }

  /** Who listens now. */
  get count(): number {
    return this.#clients.size
  }

  /** Whether one more may listen. */
  get hasRoom(): boolean {
    return !this.#closed && this.#clients.size < MOST_CLIENTS
  }

  /** Answers with all runs, and from then on with what is new. */
  async add(client: ServerResponse): Promise<void> {
    client.on('error', () => client.destroy())
    client.on('close', () => this.#clients.delete(client))
    client.writeHead(200, HEADERS)
    client.write(greeting)
    await this.runs.refresh()
    if (client.destroyed || !this.hasRoom) {
      client.destroy()
      return
    }
    const all = encode('runs', this.runs.summaries)
    client.write(all)
    this.#clients.set(client, all.length + MOST_UNREAD)
    this.#watch()
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    for (const client of this.#clients.keys()) client.destroy()
  }

  #send(bytes: Buffer): void {
    for (const [client, most] of this.#clients) {
      if (client.writableLength > most) client.destroy()
      else client.write(bytes)
    }
  }

  #watch(): void {
    this.#timer ??= setTimeout(() => void this.#look(), LOOK_MS)
  }

  async #look(): Promise<void> {
    try {
      await this.runs.refresh()
      if (this.#looks++ % LOOKS_PER_SIGN === 0) this.#send(sign)
    } finally {
      this.#timer = undefined
      if (this.#clients.size > 0 && !this.#closed) this.#watch()
    }
  }
}
