/** What `ddpm studio` refuses: ways out of its folders, other hosts and sites, and what is not a request. */

import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ask, sendRaw } from '../../studio-client.ts'
import { openBy } from './held-open.ts'
import { serveRuns } from './served-runs.ts'

const studio = serveRuns()

describe('what is not for everybody', () => {
  const outside = [
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/%252e%252e/package.json',
    '/..\\..\\package.json',
    '/..%5c..%5cpackage.json',
    '//etc/passwd',
    '/%2fetc%2fpasswd',
    '/index.html%00.png',
    '/assets',
    '/assets/',
    '/api/runs/..',
    '/api/runs/%2e%2e',
    '/api/runs/done/files/../config.json',
    '/api/runs/done/files/config.json',
    '/api/runs/done/files/metrics.jsonl',
    '/api/runs/done/files/checkpoints/latest.safetensors',
    '/api/runs/done/files/samples/../../../secret.png',
    '/api/runs/done/files/samples/..%2f..%2f..%2fsecret.png',
    '/api/runs/done/files/samples%2f..%2f..%2f..%2fsecret.png',
    '/api/runs/done/files/samples/%252e%252e/secret.png',
    '/api/runs/done/files/samples/..%5csecret.png',
    '/api/runs/done/files/samples/x.png%00',
    '/api/runs/done/files/%2fetc%2fpasswd',
    '/api/runs/..%2felsewhere/files/final.png',
    '/api/runs/%2e%2e%2felsewhere/files/final.png',
    '/api/runs/linked/files/final.png',
    '/api/runs/linked/model',
    '/api/runs/cut/files/samples/leak.png',
    '/api/runs/%E0%A4%A/files/final.png',
    '/api/runs/none',
    '/api/nothing',
    '/api',
  ]

  test.each(outside)('%s is refused', async (path) => {
    const { status, body } = await ask(studio.port, path)
    expect([400, 404]).toContain(status)
    expect(body.toString()).not.toMatch(/secret|root:|"name": "ddpm"/)
    await studio.alive()
  })

  test.each(['evil.example', `evil.example:80`, 'localhost', 'localhost:1', '127.0.0.1.evil:80'])(
    'the host %s is refused',
    async (host) => {
      const { status, body } = await ask(studio.port, '/api/runs', { headers: { host } })
      expect(status).toBe(403)
      expect(body.toString()).toBe(
        `this server is called localhost:${studio.port}, and answers to nothing else\n`,
      )
    },
  )

  test('its own names are its own', async () => {
    for (const host of [
      `localhost:${studio.port}`,
      `LOCALHOST:${studio.port}`,
      `[::1]:${studio.port}`,
    ]) {
      expect((await ask(studio.port, '/api/runs', { headers: { host } })).status).toBe(200)
    }
  })

  test('pages of other sites are refused, its own is not', async () => {
    const from = (origin: string, path = '/api/events') =>
      ask(studio.port, path, { method: 'HEAD', headers: { origin } })
    for (const origin of [
      'http://evil.example',
      'null',
      'http://localhost:1',
      `https://localhost`,
    ]) {
      expect((await from(origin)).status, origin).toBe(403)
    }
    expect((await from(`https://localhost:${studio.port}`)).status).toBe(403)
    expect((await from(`http://localhost:${studio.port}`)).status).toBe(200)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is refused',
    async (method) => {
      const { status, headers } = await ask(studio.port, '/api/runs', { method })
      expect([status, headers.allow, headers.connection]).toEqual([405, 'GET, HEAD', 'close'])
    },
  )

  test('a body is refused before it has come', async () => {
    const head = (method: string, more: string) =>
      `${method} / HTTP/1.1\r\nHost: localhost:${studio.port}\r\n${more}\r\n\r\n`
    const long = 'Content-Length: 10000000000'
    expect(await sendRaw(studio.port, `${head('POST', long)}abc`)).toMatch(/^HTTP\/1\.1 405 /)
    expect(await sendRaw(studio.port, `${head('GET', long)}abc`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await sendRaw(studio.port, head('POST', `${long}\r\nExpect: 100-continue`))).toMatch(
      /^HTTP\/1\.1 405 /,
    )
    expect(await sendRaw(studio.port, head('PUT', 'Transfer-Encoding: chunked'))).toMatch(
      /^HTTP\/1\.1 405 /,
    )
    await studio.alive()
  })

  test.each([
    ['no HTTP', 'hello\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['TLS', Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3, 0, 13, 10]), /^HTTP\/1\.1 400 |^$/],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['no host, long ago', 'GET / HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 403 /],
    ['another address', 'GET http://evil/ HTTP/1.1\r\nHost: evil\r\n\r\n', /^HTTP\/1\.1 403 /],
    ['a zero', 'GET /a\0b HTTP/1.1\r\nHost: x\r\n\r\n', /^HTTP\/1\.1 400 /],
    ['CONNECT', 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n', /^$/],
    ['long headers', `GET / HTTP/1.1\r\nX: ${'x'.repeat(1 << 20)}\r\n\r\n`, /^HTTP\/1\.1 431 |^$/],
    ['a long address', `GET /${'x'.repeat(1 << 20)} HTTP/1.1\r\n\r\n`, /^HTTP\/1\.1 431 |^$/],
    ['two lengths', 'GET / HTTP/1.1\r\nContent-Length: 1, 2\r\n\r\n', /^HTTP\/1\.1 400 /],
  ])('%s is refused', async (_, bytes, answer) => {
    expect(await sendRaw(studio.port, bytes)).toMatch(answer)
    await studio.alive()
  })

  test('an address of the whole kind, and one that is too long', async () => {
    const to = (target: string) =>
      sendRaw(
        studio.port,
        `GET ${target} HTTP/1.1\r\nHost: localhost:${studio.port}\r\nConnection: close\r\n\r\n`,
      )
    expect(await to(`http://localhost:${studio.port}/`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await to('*')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await to(`/${'x'.repeat(5000)}`)).toMatch(/^HTTP\/1\.1 414 /)
    expect(await to('/?x')).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('downloads that are broken off leave nothing open', async () => {
    for (let i = 0; i < 30; i++) {
      const socket = connect(studio.port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(
        `GET /models/mnist.safetensors HTTP/1.1\r\nHost: localhost:${studio.port}\r\n\r\n`,
      )
      await new Promise<void>((settle) => socket.once('data', () => settle()))
      socket.destroy()
    }
    await studio.alive()
    if (process.platform !== 'linux') return
    const files = () => openBy(studio.running).filter((target) => target.includes('mnist'))
    while (files().length > 0) await new Promise((settle) => setImmediate(settle))
  })
})
