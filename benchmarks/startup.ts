/**
 * How long a start takes: a cold `ddpm sample` of one image in 10 steps from command to PNG, and
 * the compilation of the training step at batch 128.
 *
 * npm run bench:startup -- [--rounds 5] [--threads 2]
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchedule, simpleUnet } from 'ddpm'
import { initialParameters } from 'ddpm/nn'
import { saveModel } from '../src/hosts/node/model-file.ts'
import { closeAll, openAll } from './contenders/contender.ts'
import { ours } from './contenders/ours.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { timingOf } from './measure/statistics.ts'
import { readOptions } from './options.ts'
import { atMost, type Check, showChecks } from './report/checks.ts'
import { showMs } from './report/markdown.ts'

const { rounds, threads } = readOptions({ rounds: 5, threads: 2 })
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

/** SimpleUNet as it starts, in a file. */
async function writeModel(path: string): Promise<void> {
  const model = simpleUnet()
  const weights = initialParameters(model.parameters, 0)
  await saveModel(path, { network: model, schedule: buildSchedule('linear'), weights })
}

/** Milliseconds of a `ddpm` process from start to end. @throws {Error} where it fails */
async function timeCommand(...command: string[]): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, [main, ...command], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`ddpm ${command.join(' ')} ended with code ${code}`)
  return performance.now() - start
}

async function coldSamples(): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ddpm-startup-'))
  try {
    const [model, image] = [join(folder, 'model.safetensors'), join(folder, 'one.png')]
    await writeModel(model)
    const times: number[] = []
    const options = ['-n', '1', '--steps', '10', '--threads', String(threads), '-o', image]
    for (let i = 0; i < rounds; i++) times.push(await timeCommand('sample', model, ...options))
    return times
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Each in a fresh process: from a model to a program, and from a program to a job. */
async function compilations(): Promise<{ trace: number; load: number }[]> {
  const times = []
  for (let i = 0; i < rounds; i++) {
    const contenders = await openAll([ours({ job: 'train', batch: 128 }, threads)])
    times.push(contenders[0].hello.compile!)
    await closeAll(contenders)
  }
  return times
}

const milliseconds = (value: number) => `${showMs(value)} ms`

/** The median must hold: a start that is fast once in a while is not fast. */
function timed(what: string, times: readonly number[], bound?: number): Check[] {
  const { min, median } = timingOf(times)
  return [
    { what: `${what}, min`, measured: milliseconds(min) },
    bound === undefined
      ? { what: '  median', measured: milliseconds(median) }
      : atMost('  median', median, bound, milliseconds),
  ]
}

console.log(`${showMachine(thisMachine())}, ${rounds} fresh processes each\n`)
const samples = await coldSamples()
const compiled = await compilations()
const checks = [
  ...timed('ddpm sample, 1 image, 10 steps', samples, 1200),
  ...timed(
    'training step, B=128: trace',
    compiled.map(({ trace }) => trace),
  ),
  ...timed(
    'training step, B=128: load',
    compiled.map(({ load }) => load),
  ),
  ...timed(
    'training step, B=128: both',
    compiled.map(({ trace, load }) => trace + load),
    300,
  ),
]
for (const line of showChecks(checks)) console.log(line)
