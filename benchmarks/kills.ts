/**
 * Whether a run that is killed again and again ends bit-equal to one that is not: series of SIGKILLs
 * at random moments of `ddpm train`, with other processes computing at the same time.
 *
 * npm run bench:kills -- [--series 20] [--kills 20] [--load 2] [--steps 3000] [--seed 1]
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isInternal, runFiles, runImages } from '../src/runs/layout.ts'
import { readOptions } from './options.ts'

const options = readOptions({ series: 20, kills: 20, load: 2, steps: 3000, seed: 1 })
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const home = await mkdtemp(join(tmpdir(), 'ddpm-kills-'))

/** A network whose steps take about a millisecond, so that a kill falls anywhere within one. */
const run = [
  ...['--data', 'digits', '--data-count', '64', '--image-size', '12', '--widths', '4,8,8'],
  ...['--time-dim', '8', '--timesteps', '20', '--batch-size', '8', '--sample-count', '0'],
  ...['--epochs', '1000000', '--max-steps', String(options.steps), '--checkpoint-every', '50'],
]

let state = options.seed
/** From 0 to 1, the same in every run of this script (mulberry32). */
function random(): number {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}

const hasConfig = (out: string) => existsSync(join(home, out, runFiles.config))

function startRun(out: string, more: readonly string[] = []): ChildProcess {
  const command = hasConfig(out) ? ['train', '--resume'] : ['train', ...run, ...more]
  return spawn(process.execPath, [main, ...command, '--json', '--out', out], {
    ...{ cwd: home, stdio: ['ignore', 'pipe', 'pipe'] },
  })
}

/** Lets it run to its end. @throws {Error} with what it said, where it fails */
async function finish(child: ChildProcess): Promise<void> {
  let said = ''
  child.stdout?.resume()
  child.stderr?.on('data', (text) => {
    said += text
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`ddpm train ended with code ${code}:\n${said}`)
}

/** Kills it at a random moment: mostly while it trains, sometimes before. @returns whether it still ran */
async function kill(child: ChildProcess): Promise<boolean> {
  child.stderr?.resume()
  const closed = once(child, 'close')
  if (random() > 0.2 && child.stdout) await Promise.race([once(child.stdout, 'data'), closed])
  child.stdout?.resume()
  await Promise.race([delay(random() * 600), closed])
  const killed = child.kill('SIGKILL')
  await closed
  return killed && child.signalCode === 'SIGKILL'
}

const results = [runFiles.model, runFiles.metrics, runImages.lossCurveSvg] as const
const resultsOf = (out: string) =>
  Promise.all(results.map((name) => readFile(join(home, out, name))))

const unbroken = new Map<string, Promise<Buffer[]>>()

/** What a run with these kernels ends with that nothing disturbs. */
function expected(variant: string): Promise<Buffer[]> {
  const known = unbroken.get(variant) ?? finishUnbroken(variant)
  unbroken.set(variant, known)
  return known
}

async function finishUnbroken(variant: string): Promise<Buffer[]> {
  await finish(startRun(`unbroken-${variant}`, ['--variant', variant]))
  return await resultsOf(`unbroken-${variant}`)
}

/** @returns what is wrong with a run's folder; nothing where all is well */
async function faultsOf(out: string): Promise<string[]> {
  const { variant } = JSON.parse(await readFile(join(home, out, runFiles.config), 'utf8'))
  const [now, then] = [await resultsOf(out), await expected(variant)]
  const differing = results.filter((_, i) => !now[i].equals(then[i]))
  const files = await readdir(join(home, out), { recursive: true })
  const left = files.filter((name) => isInternal(basename(name)))
  return [...differing.map((name) => `${name} differs`), ...left.map((name) => `${name} is left`)]
}

async function series(number: number): Promise<boolean> {
  const out = `series-${number}`
  let killed = 0
  for (let i = 0; i < options.kills; i++) if (await kill(startRun(out))) killed++
  await finish(startRun(out))
  const faults = await faultsOf(out)
  console.log(`series ${number}: ${killed} kills, ${faults.join(', ') || 'bit-equal'}`)
  return faults.length === 0
}

const loads = Array.from({ length: options.load }, () =>
  spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }),
)
try {
  let equal = 0
  for (let number = 1; number <= options.series; number++) if (await series(number)) equal++
  console.log(`${equal} of ${options.series} series of ${options.kills} kills end bit-equal`)
  process.exitCode = equal === options.series ? 0 : 1
} finally {
  for (const load of loads) load.kill()
  await rm(home, { recursive: true })
}
