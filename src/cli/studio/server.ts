/** Listens on this computer's own addresses, and hands on what may be asked. */

import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemReason } from '../../hosts/node/errors.ts'
import { cliError } from '../errors.ts'
import { refusalOf, refuse } from './guard.ts'

export interface StudioServer {
  readonly port: number
  /** Cuts all connections. */
  close(): void
}

/** Pages need a handful; more would only fill the memory. */
const MOST_CONNECTIONS = 2000

const limits = {
  maxHeaderSize: 1 << 14,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
}

/** Lets through what may be asked. */
function guarded(answer: RequestListener): RequestListener {
  return (request, response) => {
    const refusal = refusalOf(request)
    if (refusal) refuse(response, refusal)
    else answer(request, response)
  }
}

function listen(listener: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(limits, listener)
  server.maxConnections = MOST_CONNECTIONS
  server.on('checkContinue', listener) // a body is announced, which is refused before it comes
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, ipv6Only: true }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

function cannotListen(error: unknown, port: number): Error {
  if (codeOf(error) === 'EADDRINUSE') {
    const next = port < 65535 ? port + 1 : 8080
    return cliError('cli.port-taken', { port, next })
  }
  if (codeOf(error) === 'EACCES') {
    return cliError('cli.port-forbidden', { port })
  }
  return cliError('cli.port-unavailable', { port, reason: systemReason(error) })
}

/** Not every computer has the newer kind of address. */
const isWithoutAddress = (error: unknown) =>
  ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(codeOf(error) ?? '')

/**
 * Listens on 127.0.0.1, and on ::1 where there is such an address.
 * @param port 0 for any that is free
 * @throws {DdpmError} where the port cannot be had, with what to do.
 */
export async function listenHere(answer: RequestListener, port: number): Promise<StudioServer> {
  const servers: Server[] = []
  const listener = guarded(answer)
  const close = () => {
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  }
  try {
    servers.push(await listen(listener, '127.0.0.1', port))
    const taken = (servers[0].address() as AddressInfo).port
    const second = await listen(listener, '::1', taken).catch((error: unknown) => {
      if (isWithoutAddress(error)) return undefined
      throw error
    })
    if (second) servers.push(second)
    return { port: taken, close }
  } catch (error) {
    close()
    throw cannotListen(error, port)
  }
}
