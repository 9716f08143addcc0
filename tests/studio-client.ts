/** Asks the studio's server as a browser does, and as no browser would. */

import {
  type ClientRequest,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http'
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

async function answerOf(message: IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(part)
  return { status: message.statusCode!, headers: message.headers, body: Buffer.concat(parts) }
}

/** Asks for a path, which is sent as it is. */
export function ask(
  port: number,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false })
    asking.on('response', (message) => resolve(answerOf(message)))
    asking.on('error', reject)
    asking.end()
  })
}

export async function askJson<Value>(port: number, path: string): Promise<Value> {
  return JSON.parse((await ask(port, path)).body.toString())
}

/** Sends bytes, and gives what came back until the server closed the connection. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', () => {}) // what was not read may be answered with a reset
    socket.on('close', () => resolve(text))
    socket.write(bytes)
  })
}

/** A connection that asks for the events, and reads nothing of them. */
export async function deafListener(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => {})
  await new Promise<void>((settle) => socket.once('connect', () => settle()))
  socket.pause()
  socket.write(`GET /api/events HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
  return socket
}

export interface Heard {
  readonly event: string
  readonly data: unknown
}

/** A page that listens to the events. */
export class Listener {
  readonly heard: Heard[] = []
  /** Settles when the server or `close` has ended it. */
  readonly ended: Promise<void>
  readonly #asking: ClientRequest
  readonly #watchers = new Set<() => void>()
  #text = ''

  constructor(port: number) {
    this.#asking = get({ host: '127.0.0.1', port, path: '/api/events', agent: false })
    this.ended = new Promise((settle) => {
      this.#asking.on('error', () => settle())
      this.#asking.on('response', (message) => {
        message.on('data', (chunk) => this.#take(chunk.toString()))
        message.on('error', () => {})
        message.on('close', () => settle())
      })
    })
  }

  /** The first event for which `test` holds, heard already or yet to come. */
  until(test: (heard: Heard) => boolean): Promise<Heard> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.heard.find(test)
        if (!found) return
        this.#watchers.delete(look)
        resolve(found)
      }
      this.#watchers.add(look)
      void this.ended.then(() => reject(new Error('the events ended')))
      look()
    })
  }

  close(): Promise<void> {
    this.#asking.destroy()
    return this.ended
  }

  #take(text: string): void {
    const parts = (this.#text + text).split('\n\n')
    this.#text = parts.pop()!
    for (const part of parts) {
      const [, event, data] = /^event: (.+)\ndata: (.+)$/.exec(part) ?? []
      if (event) this.heard.push({ event, data: JSON.parse(data) })
    }
    for (const watcher of [...this.#watchers]) watcher()
  }
}
