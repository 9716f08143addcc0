/** A mirror on this machine whose manners a test chooses, and a proxy that tunnels. */

import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { RemoteFile } from '../../../../src/data/mnist.ts'

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export function describeFile(name: string, bytes: Uint8Array): RemoteFile {
  return { name, bytes: bytes.length, sha256: sha256(bytes) }
}

/** A folder that lasts as long as the test. */
export async function scratchFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ddpm-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface Mirror {
  readonly url: string
  /** The Range header of each request so far, '' where it had none. */
  readonly ranges: string[]
}

/** A server that lasts as long as the test. */
export async function openMirror(answer: Answer): Promise<Mirror> {
  const ranges: string[] = []
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '')
    answer(request, response)
  })
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}/files/`, ranges }
}

export interface Manners {
  readonly etag?: string
  readonly lastModified?: string
  /** Bytes of each answer after which the connection is cut, once they are `received`; never by default. */
  readonly cutAfter?: (request: number) => number
  readonly ignoreRange?: boolean
}

export interface Serving extends Answer {
  /** Hears from the client how many bytes it has: it would drop what it has not read before a cut. */
  received(bytes: number): void
}

/** Serves `content` as well-behaved servers do: Range, If-Range and validators. */
export function serve(content: Uint8Array, manners: Manners = {}): Serving {
  const { etag, lastModified, cutAfter = () => Infinity, ignoreRange } = manners
  let requests = 0
  const cuts: { readonly at: number; readonly response: ServerResponse }[] = []
  const answer: Answer = (request, response) => {
    const { range, 'if-range': condition } = request.headers
    const same = condition === undefined || condition === (etag ?? lastModified)
    const from = range && same && !ignoreRange ? Number(/^bytes=(\d+)-$/.exec(range)?.[1]) : 0
    if (from > 0) {
      response.statusCode = 206
      const last = content.length - 1
      response.setHeader('content-range', `bytes ${from}-${last}/${content.length}`)
    }
    if (etag) response.setHeader('etag', etag)
    if (lastModified) response.setHeader('last-modified', lastModified)
    response.setHeader('content-length', content.length - from)
    const until = Math.min(content.length, from + cutAfter(requests++))
    if (until < content.length) {
      cuts.push({ at: until, response })
      response.write(content.subarray(from, until))
    } else response.end(content.subarray(from))
  }
  const received = (bytes: number) => {
    for (const { at, response } of cuts) if (bytes >= at) response.destroy()
  }
  return Object.assign(answer, { received })
}

/** A proxy for CONNECT, and the addresses it was asked for. */
export async function openProxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer()
  server.on('connect', (request, client) => {
    const address = request.url ?? ''
    asked.push(address)
    const [host, port] = address.split(':')
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    for (const socket of [upstream, client]) socket.on('error', () => socket.destroy())
  })
  const port = await listen(server)
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${port}`, asked }
}

/** An address at which nobody listens. */
export async function deadMirror(): Promise<string> {
  const server = createServer()
  const port = await listen(server)
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}/`
}
