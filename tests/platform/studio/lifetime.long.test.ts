/** How `ddpm studio` begins and ends. */

import {
  chmodSync,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { RunSummary } from '../../../src/runs/protocol.ts'
import { Listener } from '../../studio-client.ts'
import { ddpm, main, startProgram } from '../run-cli.ts'
import { runStudio } from '../run-studio.ts'
import { serveRuns } from './served-runs.ts'

const root = resolve(import.meta.dirname, '../../..')

const studio = serveRuns()

describe('how it begins and ends', () => {
  test('Ctrl-C ends it at once and well, pages and downloads notwithstanding', async () => {
    const other = await runStudio(studio.home, '--runs', 'runs')
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
    const other = await runStudio(studio.home, '--runs', 'later')
    const page = new Listener(other.port)
    await page.until(({ event }) => event === 'runs')
    cpSync(join(studio.home, 'runs/done'), join(studio.home, 'later/one'), { recursive: true })
    await page.until(({ event, data }) => event === 'run' && (data as RunSummary).name === 'one')
    rmSync(join(studio.home, 'later'), { recursive: true })
    await page.until(({ event }) => event === 'gone')
    await page.close()
    other.running.child.kill('SIGTERM')
    const { code, out } = await other.running.ended
    expect(code).toBe(0)
    expect(out).toContain('No runs are in later yet: what ddpm train puts there appears by itself.')
  })

  test('a port that is taken is said, with what to do', async () => {
    const { code, err } = await ddpm(studio.home, 'studio', '--port', String(studio.port))
    expect(code).toBe(1)
    expect(err).toMatch(/^error: port \d+ is in use/)
    expect(err).toContain(`--port ${studio.port + 1}\n`)
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
    const { code, err } = await ddpm(studio.home, 'studio', '--port', String(taken))
    squatter.close()
    expect([code, err]).toEqual([1, expect.stringContaining(`port ${taken} is in use`)])
  })

  test.each([
    [['--port', '70000'], /^error: --port 70000: use a whole number from 0 to 65535\n/],
    [['--runs', 'secret.png'], /^error: --runs secret\.png is a file: name the folder that holds/],
    [['--runs', 'runs/done'], /is a run folder itself: .*--runs runs\n/],
  ])('wrong usage teaches: %j', async (args, message) => {
    const { code, err } = await ddpm(studio.home, 'studio', ...args)
    expect(err).toMatch(message)
    expect(code).toBe(2)
  })

  test('--help explains', async () => {
    const { code, out } = await ddpm(studio.home, 'studio', '--help')
    expect(code).toBe(0)
    expect(out).toMatch(/--port <n>[\s\S]*8080[\s\S]*--runs[\s\S]*--open[\s\S]*Examples:/)
  })

  test.skipIf(process.platform !== 'linux')('--open opens the browser, or says so', async () => {
    const bin = join(studio.home, 'bin')
    mkdirSync(bin)
    writeFileSync(join(bin, 'xdg-open'), `#!/bin/sh\necho "$1" > ${join(studio.home, 'opened')}\n`)
    chmodSync(join(bin, 'xdg-open'), 0o755)
    const args = [main, 'studio', '--port', '0', '--open']
    const opening = startProgram(studio.home, args, { PATH: `${bin}:/usr/bin:/bin` })
    const [, address] = await opening.until(/at (http:\S+)[\s\S]*Ctrl-C/)
    const opened = () => {
      try {
        return readFileSync(join(studio.home, 'opened'), 'utf8').trim()
      } catch {
        return ''
      }
    }
    while (opened() === '') await new Promise((settle) => setImmediate(settle))
    expect(opened()).toBe(address)
    opening.child.kill('SIGINT')
    expect((await opening.ended).code).toBe(0)

    const without = startProgram(studio.home, args, { PATH: join(studio.home, 'nothing') })
    await without.until(/No browser could be opened: open http/)
    without.child.kill('SIGINT')
    expect((await without.ended).code).toBe(0)
  })

  test('without the built app it says how to build it', async () => {
    const copy = join(studio.home, 'copy')
    cpSync(join(root, 'dist'), join(copy, 'dist'), {
      recursive: true,
      filter: (from) => from !== join(root, 'dist/studio'),
    })
    for (const name of ['package.json', 'node_modules', 'wasm']) {
      symlinkSync(join(root, name), join(copy, name))
    }
    const bare = startProgram(studio.home, [
      join(copy, 'dist/cli/main.js'),
      'studio',
      '--port',
      '0',
    ])
    const { code, err } = await bare.ended
    expect(code).toBe(1)
    expect(err).toMatch(/^error: the studio is not built .*npm run build:studio\n$/)
  })
})
