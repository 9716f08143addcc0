/**
 * What may be asked of the studio's server at all: by whom, and how. It answers to this computer alone;
 * a page of another site that is open in the same browser is a stranger, too.
 */

import type { IncomingMessage, ServerResponse } from 'node:http'

const LONGEST_ADDRESS = 2048

export interface Refusal {
  readonly status: number
  readonly reason: string
}

/** The names this computer has for itself, with the port that was called. */
function ownHosts(port: number): readonly string[] {
  const names = ['localhost', '127.0.0.1', '[::1]']
  return [...names.map((name) => `${name}:${port}`), ...(port === 80 ? names : [])]
}

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length']
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0')
}

/** Why a request is not answered; nothing where it is. */
export function refusalOf(request: IncomingMessage): Refusal | undefined {
  const { method, url = '', headers, socket } = request
  const hosts = ownHosts(socket.localPort ?? 0)
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, reason: 'this server only shows: ask with GET or HEAD' }
  }
  if (hasBody(request)) return { status: 400, reason: 'a question has no body here' }
  if (!hosts.includes((headers.host ?? '').toLowerCase())) {
    return { status: 403, reason: `this server is called ${hosts[0]}, and answers to nothing else` }
  }
  if (headers.origin !== undefined && !hosts.some((host) => headers.origin === `http://${host}`)) {
    return { status: 403, reason: 'pages of other sites are not answered' }
  }
  if (url.length > LONGEST_ADDRESS) return { status: 414, reason: 'this address is too long' }
  if (!url.startsWith('/')) return { status: 400, reason: 'an address begins with / here' }
  return undefined
}

/** Answers a refusal and ends the connection: what else was sent with it is not read. */
export function refuse(response: ServerResponse, { status, reason }: Refusal): void {
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {}
  response.writeHead(status, {
    ...{ ...allow, connection: 'close', 'content-type': 'text/plain; charset=utf-8' },
  })
  response.end(`${reason}\n`)
}
