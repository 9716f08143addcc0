/** `ddpm studio` as a process of its own: what it serves, what it refuses, and how it ends. */

import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunDetail, RunEvents, RunSummary, StepPoint } from '../../src/cli/studio/protocol.ts'
import { decodeModel } from '../../src/training/checkpoint.ts'
import { ask, askJson, deafListener, Listener, sendRaw } from '../studio-client.ts'
import { ddpm, main, type Running, start, startProgram } from './run-cli.ts'
import { runStudio, tinyTraining } from './run-studio.ts'

const root = resolve(import.meta.dirname, '../..')
const home = mkdtempSync(join(tmpdir(), 'ddpm-studio-'))

const serve = (...args: string[]) => runStudio(home, ...args)

let running: Running
let port: number
/** Sockets of the server that nobody has asked yet. */
let idle: number
beforeAll(async () => {
  expect((await ddpm(home, ...tinyTraining('done', '--epochs', '2'))).code).toBe(0)
  const runs = join(home, 'runs')
  mkdirSync(join(runs, 'broken'))
  writeFileSync(join(runs, 'broken/config.json'), '{')
  cpSync(join(runs, 'done'), join(runs, 'cut'), { recursive: true })
  const metrics = readFileSync(join(runs, 'done/metrics.jsonl'))
  writeFileSync(join(runs, 'cut/metrics.jsonl'), metrics.subarray(0, metrics.length - 20))
  writeFileSync(join(home, 'secret.png'), 'a secret')
  mkdirSync(join(home, 'elsewhere'))
  writeFileSync(join(home, 'elsewhere/final.png'), 'a secret')
  writeFileSync(join(home, 'elsewhere/config.json'), '{"secret":1}')
  symlinkSync(join(home, 'elsewhere'), join(runs, 'linked'))
  symlinkSync(join(home, 'secret.png'), join(runs, 'cut/samples/leak.png'))
  ;({ running, port } = await serve())
  idle = process.platform === 'linux' ? sockets() : 0
})
afterAll(async () => {
  running.child.kill('SIGTERM')
  await running.ended
  rmSync(home, { recursive: true, force: true })
})

/** However a test ends, the server lives. */
const alive = async () => {
  expect(running.child.exitCode).toBeNull()
  expect((await ask(port, '/')).status).toBe(200)
}

describe('the app', () => {
  test('is served with what isolates it', async () => {
    const { status, headers, body } = await ask(port, '/')
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
      svg: /^image\/svg\+xml$/,
      html: /^text\/html/,
    }
    const studio = join(root, 'dist/studio')
    const files = readdirSync(studio, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(studio.length + 1))
      .filter((file) => !file.startsWith('models'))
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const { status, headers, body } = await ask(port, `/${file.replaceAll('\\', '/')}`)
      expect(status, file).toBe(200)
      expect(headers['content-type'], file).toMatch(types[file.split('.').pop()!])
      expect(headers['cache-control'], file).toMatch(
        file.startsWith('assets') ? /immutable/ : /^no-cache$/,
      )
      expect(body, file).toEqual(readFileSync(join(studio, file)))
    }
  })

  test('what has not changed is not sent again', async () => {
    const { headers } = await ask(port, '/index.html')
    const again = await ask(port, '/', { headers: { 'if-none-match': headers.etag! } })
    expect([again.status, again.body.length]).toEqual([304, 0])
    const other = await ask(port, '/', { headers: { 'if-none-match': '"x"' } })
    expect(other.status).toBe(200)
  })

  test('HEAD has the headers and no body', async () => {
    for (const path of ['/', '/api/runs', '/api/runs/done/model', '/api/events']) {
      const { status, body } = await ask(port, path, { method: 'HEAD' })
      expect([path, status, body.length]).toEqual([path, 200, 0])
    }
  })

  test('the model that comes along is there', async () => {
    const { body } = await ask(port, '/models/mnist.safetensors')
    expect(body).toEqual(readFileSync(join(root, 'models/mnist.safetensors')))
    expect((await ask(port, '/models/README.md')).status).toBe(404)
    expect((await ask(port, '/models/none.safetensors')).status).toBe(404)
  })

  test('listens to this computer alone', async () => {
    const v6 = await new Promise<boolean>((settle) => {
      const socket = connect(port, '::1')
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
        .filter((local) => Number.parseInt(local.split(':')[1], 16) === port)
        .map((local) => local.split(':')[0])
    expect(listening('/proc/net/tcp')).toEqual(['0100007F'])
    expect(listening('/proc/net/tcp6')).toEqual(v6 ? ['00000000000000000000000001000000'] : [])
  })
})

describe('the runs', () => {
  test('are listed, with what is wrong', async () => {
    const all = await askJson<RunSummary[]>(port, '/api/runs')
    const byName = new Map(all.map((run) => [run.name, run]))
    expect([...byName.keys()].sort()).toEqual(['broken', 'cut', 'done', 'linked'])
    expect(byName.get('done')).toMatchObject({
      ...{ step: 20, totalSteps: 20, live: false, finished: true, model: 'model' },
      settings: { preset: 'notebook', data: 'digits', widths: [4, 8, 8], batchSize: 4 },
    })
    expect(byName.get('done')!.problem).toBeUndefined()
    expect(byName.get('broken')!.problem).toMatch(/config\.json is not JSON/)
    expect(byName.get('cut')).toMatchObject({ step: 20, settings: { data: 'digits' } })
    expect(byName.get('linked')!.problem).toMatch(/outside of the runs folder/)
  })

  test('one of them: settings, metrics, epochs, files', async () => {
    const detail = await askJson<RunDetail>(port, '/api/runs/done')
    expect(detail.settings).toMatchObject({ timesteps: 20, beta2: 0.999, heldOut: 8 })
    expect(detail.steps.map(([step]) => step)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(detail.epochs.map(({ kind, epoch }) => [kind, epoch])).toEqual([
      ['epoch', 1],
      ['epoch', 2],
    ])
    expect(detail.epochs[0].heldOut!.quarters).toHaveLength(4)
    const names = detail.summary.files.map(({ name }) => name)
    expect(names).toEqual([
      ...['final.png', 'loss.png', 'trajectory.png', 'denoising.gif', 'samples/epoch-001.png'],
    ])
    for (const name of names) {
      const { status, body, headers } = await ask(port, `/api/runs/done/files/${name}`)
      expect([name, status]).toEqual([name, 200])
      expect(body).toEqual(readFileSync(join(home, 'runs/done', name)))
      expect(headers['content-type']).toBe(name.endsWith('gif') ? 'image/gif' : 'image/png')
    }
  })

  test('a model can be opened, and is the checkpoint until there is one', async () => {
    const { body } = await ask(port, '/api/runs/done/model')
    expect(decodeModel(new Uint8Array(body)).checkpoint).toBeUndefined()
    rmSync(join(home, 'runs/cut/model.safetensors'))
    const cut = await ask(port, '/api/runs/cut/model')
    expect(decodeModel(new Uint8Array(cut.body)).checkpoint?.progress.step).toBe(20)
    const { status, body: words } = await ask(port, '/api/runs/broken/model')
    expect([status, JSON.parse(words.toString())]).toEqual([
      404,
      { error: 'there is no model yet here' },
    ])
  })

  test('a training is followed from its first step to its model', async () => {
    const page = new Listener(port)
    await page.until(({ event }) => event === 'runs')
    const training = start(home, ...tinyTraining('live', '--epochs', '40'))
    const isLive = (data: unknown) => (data as RunSummary).name === 'live'
    const first = await page.until(({ event, data }) => event === 'run' && isLive(data))
    expect(first.data).toMatchObject({ live: true, finished: false, settings: { epochs: 40 } })
    const { steps } = await askJson<RunDetail>(port, '/api/runs/live')
    const end = await page.until(
      ({ event, data }) => event === 'run' && isLive(data) && (data as RunSummary).finished,
    )
    expect((await training.ended).code).toBe(0)
    expect(end.data).toMatchObject({ live: false, step: 400, totalSteps: 400, model: 'model' })

    const heard = new Map<number, number>(steps)
    const add = (points: readonly StepPoint[]) => {
      for (const [step, loss] of points) heard.set(step, loss)
    }
    for (const { event, data } of page.heard) {
      const metrics = data as RunEvents['metrics']
      if (event === 'metrics' && metrics.name === 'live') add(metrics.steps)
    }
    const whole = await askJson<RunDetail>(port, '/api/runs/live')
    // all of them, but those before the answer that came later than their events
    const early = whole.steps.findIndex(([step]) => heard.has(step))
    expect([...heard].sort(([a], [b]) => a - b)).toEqual(whole.steps.slice(early))
    expect(heard.size).toBeGreaterThan(300)
    const hasGrid = ({ files }: RunSummary) => files.some(({ name }) => name.startsWith('samples'))
    const grids = page.heard.filter(
      ({ event, data }) => event === 'run' && isLive(data) && hasGrid(data as RunSummary),
    )
    expect(grids.length).toBeGreaterThan(1)
    await page.close()
  })
})

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
    const { status, body } = await ask(port, path)
    expect([400, 404]).toContain(status)
    expect(body.toString()).not.toMatch(/secret|root:|"name": "ddpm"/)
    await alive()
  })

  test.each(['evil.example', `evil.example:80`, 'localhost', 'localhost:1', '127.0.0.1.evil:80'])(
    'the host %s is refused',
    async (host) => {
      const { status, body } = await ask(port, '/api/runs', { headers: { host } })
      expect(status).toBe(403)
      expect(body.toString()).toBe(
        `this server is called localhost:${port}, and answers to nothing else\n`,
      )
    },
  )

  test('its own names are its own', async () => {
    for (const host of [`localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect((await ask(port, '/api/runs', { headers: { host } })).status).toBe(200)
    }
  })

  test('pages of other sites are refused, its own is not', async () => {
    const from = (origin: string, path = '/api/events') =>
      ask(port, path, { method: 'HEAD', headers: { origin } })
    for (const origin of [
      'http://evil.example',
      'null',
      'http://localhost:1',
      `https://localhost`,
    ]) {
      expect((await from(origin)).status, origin).toBe(403)
    }
    expect((await from(`https://localhost:${port}`)).status).toBe(403)
    expect((await from(`http://localhost:${port}`)).status).toBe(200)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])(
    '%s is refused',
    async (method) => {
      const { status, headers } = await ask(port, '/api/runs', { method })
      expect([status, headers.allow, headers.connection]).toEqual([405, 'GET, HEAD', 'close'])
    },
  )

  test('a body is refused before it has come', async () => {
    const head = (method: string, more: string) =>
      `${method} / HTTP/1.1\r\nHost: localhost:${port}\r\n${more}\r\n\r\n`
    const long = 'Content-Length: 10000000000'
    expect(await sendRaw(port, `${head('POST', long)}abc`)).toMatch(/^HTTP\/1\.1 405 /)
    expect(await sendRaw(port, `${head('GET', long)}abc`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await sendRaw(port, head('POST', `${long}\r\nExpect: 100-continue`))).toMatch(
      /^HTTP\/1\.1 405 /,
    )
    expect(await sendRaw(port, head('PUT', 'Transfer-Encoding: chunked'))).toMatch(
      /^HTTP\/1\.1 405 /,
    )
    await alive()
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
    expect(await sendRaw(port, bytes)).toMatch(answer)
    await alive()
  })

  test('an address of the whole kind, and one that is too long', async () => {
    const to = (target: string) =>
      sendRaw(
        port,
        `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`,
      )
    expect(await to(`http://localhost:${port}/`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await to('*')).toMatch(/^HTTP\/1\.1 400 /)
    expect(await to(`/${'x'.repeat(5000)}`)).toMatch(/^HTTP\/1\.1 414 /)
    expect(await to('/?x')).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('downloads that are broken off leave nothing open', async () => {
    for (let i = 0; i < 30; i++) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      socket.write(`GET /models/mnist.safetensors HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)
      await new Promise<void>((settle) => socket.once('data', () => settle()))
      socket.destroy()
    }
    await alive()
    if (process.platform !== 'linux') return
    const files = () => openBy(running).filter((target) => target.includes('mnist'))
    while (files().length > 0) await new Promise((settle) => setImmediate(settle))
  })
})

/** How many sockets the server holds. */
const sockets = () => openBy(running).filter((target) => target.startsWith('socket:')).length

/** What a process holds open; Linux tells. */
function openBy({ child }: Running): string[] {
  const folder = `/proc/${child.pid}/fd`
  return readdirSync(folder).flatMap((name) => {
    try {
      return readlinkSync(join(folder, name))
    } catch {
      return [] // closed meanwhile
    }
  })
}

describe.skipIf(process.platform !== 'linux')('200 pages that listen', () => {
  async function held(count: number): Promise<void> {
    while (sockets() !== count) await new Promise((settle) => setImmediate(settle))
  }

  test('are held and let go: those that close, and those that close one half', async () => {
    const metrics = join(home, 'runs/done/metrics.jsonl')
    for (let round = 0; round < 2; round++) {
      const pages = Array.from({ length: 100 }, () => new Listener(port))
      const halves: Socket[] = []
      for (let i = 0; i < 100; i++) halves.push(await deafListener(port))
      await held(idle + 200)
      appendFileSync(metrics, '{"kind":"step","step":21,"epoch":3,"loss":0.5}\n')
      await Promise.all(pages.map((page) => page.until(({ event }) => event === 'metrics')))
      for (const half of halves) half.end()
      await held(idle + 100)
      await Promise.all(pages.map((page) => page.close()))
      await held(idle)
      for (const half of halves) half.destroy()
    }
    await alive()
  })
})

describe('how it begins and ends', () => {
  test('Ctrl-C ends it at once and well, pages and downloads notwithstanding', async () => {
    const other = await serve('--runs', 'runs')
    const page = new Listener(other.port)
    await page.until(({ event }) => event === 'runs')
    const socket = connect(other.port, '127.0.0.1')
    socket.on('error', () => {})
    other.running.child.kill('SIGINT')
    const { code, out, err } = await other.running.ended
    expect([code, err]).toEqual([0, ''])
    expect(out.trimEnd().split('\n')).toEqual([
      `The studio is at http://localhost:${other.port}/`,
      expect.stringMatching(/^It shows \d runs of runs(, \d of them live)?\.$/),
      'Only this computer can open it. Press Ctrl-C to stop.',
      'Stopped.',
    ])
    await page.ended
  })

  test('a folder that is not there yet may come', async () => {
    const other = await serve('--runs', 'later')
    const page = new Listener(other.port)
    await page.until(({ event }) => event === 'runs')
    cpSync(join(home, 'runs/done'), join(home, 'later/one'), { recursive: true })
    await page.until(({ event, data }) => event === 'run' && (data as RunSummary).name === 'one')
    rmSync(join(home, 'later'), { recursive: true })
    await page.until(({ event }) => event === 'gone')
    await page.close()
    other.running.child.kill('SIGTERM')
    const { code, out } = await other.running.ended
    expect(code).toBe(0)
    expect(out).toContain('No runs are in later yet: what ddpm train puts there appears by itself.')
  })

  test('a port that is taken is said, with what to do', async () => {
    const { code, err } = await ddpm(home, 'studio', '--port', String(port))
    expect(code).toBe(1)
    expect(err).toBe(
      `error: port ${port} is taken, maybe by another ddpm studio: stop that, or add --port ${port + 1}\n`,
    )
  })

  test('so it is where somebody else has the newer address of it', async () => {
    const squatter = createServer()
    const taken = await new Promise<number | undefined>((settle) => {
      squatter.on('error', () => settle(undefined))
      squatter.listen({ host: '::1', port: 0, ipv6Only: true }, () =>
        settle((squatter.address() as { port: number }).port),
      )
    })
    if (taken === undefined) return
    const { code, err } = await ddpm(home, 'studio', '--port', String(taken))
    squatter.close()
    expect([code, err]).toEqual([1, expect.stringContaining(`port ${taken} is taken`)])
  })

  test.each([
    [['--port', '70000'], /'--port <n>' argument '70000' is invalid. Use a whole number from 0/],
    [['--runs', 'secret.png'], /^error: --runs secret\.png is a file: name the folder that holds/],
    [['--runs', 'runs/done'], /is itself a run: name the folder that holds it, --runs runs\n/],
  ])('wrong usage teaches: %j', async (args, message) => {
    const { code, err } = await ddpm(home, 'studio', ...args)
    expect(err).toMatch(message)
    expect(code).toBe(2)
  })

  test('--help explains', async () => {
    const { code, out } = await ddpm(home, 'studio', '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/--port <n>[\s\S]*8080[\s\S]*--runs[\s\S]*--open[\s\S]*Examples:/)
  })

  test.skipIf(process.platform !== 'linux')('--open opens the browser, or says so', async () => {
    const bin = join(home, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$1" > ${join(home, 'opened')}\n`)
    chmodSync(join(bin, 'xdg-open'), 0o755)
    const args = [main, 'studio', '--port', '0', '--open']
    const opening = startProgram(home, args, { PATH: `${bin}:/usr/bin:/bin` })
    const [, address] = await opening.until(/at (http:\S+)[\s\S]*Ctrl-C/)
    const opened = () => {
      try {
        return readFileSync(join(home, 'opened'), 'utf8').trim()
      } catch {
        return ''
      }
    }
    while (opened() === '') await new Promise((settle) => setImmediate(settle))
    expect(opened()).toBe(address)
    opening.child.kill('SIGINT')
    expect((await opening.ended).code).toBe(0)

    const without = startProgram(home, args, { PATH: join(home, 'nothing') })
    await without.until(/No browser could be opened: open http/)
    without.child.kill('SIGINT')
    expect((await without.ended).code).toBe(0)
  })

  test('without the built app it says how to build it', async () => {
    const copy = join(home, 'copy')
    cpSync(join(root, 'dist'), join(copy, 'dist'), {
      recursive: true,
      filter: (from) => from !== join(root, 'dist/studio'),
    })
    for (const name of ['package.json', 'node_modules', 'wasm']) {
      symlinkSync(join(root, name), join(copy, name))
    }
    const bare = startProgram(home, [join(copy, 'dist/cli/main.js'), 'studio', '--port', '0'])
    const { code, err } = await bare.ended
    expect(code).toBe(1)
    expect(err).toMatch(/^error: the studio is not built .*: npm run build:studio\n$/)
  })
})
