/** What `ddpm studio` serves: the app, its files and the built-in model, to this computer alone. */

import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask } from '../../studio-client.ts'
import { serveRuns } from './served-runs.ts'

const root = resolve(import.meta.dirname, '../../..')

const studio = serveRuns()

describe('the app', () => {
  test('is served with what isolates it', async () => {
    const { status, headers, body } = await ask(studio.port, '/')
    expect(status).toBe(200)
    expect(body.toString()).toContain('<title>ddpm studio</title>')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/)
  })

  test('every file of it has its type, and those with a hash in their name are kept', async () => {
    const types: Record<string, RegExp> = {
      js: /^text\/javascript/,
      css: /^text\/css/,
      wasm: /^application\/wasm$/,
      svg: /^image\/svg\+xml/,
      html: /^text\/html/,
    }
    const built = join(root, 'dist/studio')
    const files = readdirSync(built, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(built.length + 1))
      .filter((file) => !file.startsWith('models'))
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const { status, headers, body } = await ask(studio.port, `/${file.replaceAll('\\', '/')}`)
      expect(status, file).toBe(200)
      expect(headers['content-type'], file).toMatch(types[file.split('.').pop()!])
      expect(headers['cache-control'], file).toMatch(
        file.startsWith('assets') ? /immutable/ : /^no-cache$/,
      )
      expect(body, file).toEqual(readFileSync(join(built, file)))
    }
  })

  test('what has not changed is not sent again', async () => {
    const { headers } = await ask(studio.port, '/index.html')
    const again = await ask(studio.port, '/', { headers: { 'if-none-match': headers.etag! } })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const other = await ask(studio.port, '/', { headers: { 'if-none-match': '"x"' } })
    expect(other.status).toBe(200)
  })

  test('HEAD has the headers and no body', async () => {
    for (const path of ['/', '/api/runs', '/api/runs/done/model', '/api/events']) {
      const { status, body } = await ask(studio.port, path, { method: 'HEAD' })
      expect([path, status, body.length]).toEqual([path, 200, 0])
    }
  })

  test('the built-in model is there', async () => {
    const { body } = await ask(studio.port, '/models/mnist.safetensors')
    expect(body).toEqual(readFileSync(join(root, 'models/mnist.safetensors')))
    expect((await ask(studio.port, '/models/README.md')).status).toBe(404)
    expect((await ask(studio.port, '/models/none.safetensors')).status).toBe(404)
  })

  test('listens to this computer alone', async () => {
    const v6 = await new Promise<boolean>((settle) => {
      const socket = connect(studio.port, '::1')
      socket.on('connect', () => settle(true)).on('error', () => settle(false))
      socket.on('connect', () => socket.destroy())
    })
    if (process.platform !== 'linux') return
    const listening = (file: string) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , , state]) => state === '0A')
        .map(([, local]) => local)
        .filter((local) => Number.parseInt(local.split(':')[1], 16) === studio.port)
        .map((local) => local.split(':')[0])
    expect(listening('/proc/net/tcp')).toEqual(['0100007F'])
    expect(listening('/proc/net/tcp6')).toEqual(v6 ? ['00000000000000000000000001000000'] : [])
  })
})
