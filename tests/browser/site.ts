/** Folders as a web host serves them, with the headers of cross-origin isolation or without. */

import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
}

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
}

export interface SiteOptions {
  /** Whether threads may share memory on its pages. */
  readonly isolated: boolean
  /** Folders by the first part of an address: `{ models: '/…/models' }`. */
  readonly mounts?: Readonly<Record<string, string>>
}

export interface Site {
  /** `http://localhost:1234/` */
  readonly address: string
  close(): Promise<void>
}

/** Serves a folder on a free port of this machine. */
export async function openSite(folder: string, options: SiteOptions): Promise<Site> {
  const { isolated, mounts = {} } = options
  const answer = async ({ url = '/' }: IncomingMessage, response: ServerResponse) => {
    const path = normalize(decodeURIComponent(new URL(url, 'http://host').pathname))
    const [, first, ...rest] = path.split('/')
    const file = first in mounts ? join(mounts[first], ...rest) : join(folder, path)
    const bytes = await readFile(path.endsWith('/') ? join(file, 'index.html') : file)
    const type = types[extname(file)] ?? (path.endsWith('/') ? types['.html'] : undefined)
    response.writeHead(200, {
      'content-type': type ?? 'application/octet-stream',
      ...(isolated ? isolation : {}),
    })
    response.end(bytes)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(404).end())
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://localhost:${port}/`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
