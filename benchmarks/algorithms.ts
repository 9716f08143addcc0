/**
 * Convolutions computed directly and by Winograd's algorithm, and which of both the model in
 * src/backends/cpu/lower/algorithms.ts chooses: SimpleUNet's layers, and a few of other shapes.
 *
 * npm run bench:algorithms -- [layers] [--batch 64] [--rounds 5] [--threads 2]
 */

import type { Algorithms } from '../src/backends/cpu/lower/algorithms.ts'
import { openWasm } from '../src/backends/wasm/device.ts'
import { table } from '../src/cli/terminal/charts.ts'
import type { Device, Job } from '../src/engine/device.ts'
import { nodeHost } from '../src/hosts/node/host.ts'
import { type Case, traceCase } from '../tests/conformance/case.ts'
import { convolutionsOf, type Sizes } from '../tests/conformance/convolutions.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { interleave, type Turn } from './measure/rounds.ts'
import { timed } from './measure/timed.ts'
import { readOptions } from './options.ts'
import { showMs } from './report/markdown.ts'

/** The image's height and width, channels of it and of its convolution, kernel, stride. */
type Layer = readonly [size: number, from: number, to: number, kernel: number, stride: number]

const layers: Readonly<Record<string, Layer>> = {
  conv2: [28, 64, 128, 3, 2],
  conv3: [14, 128, 256, 3, 2],
  bottleneck: [7, 256, 256, 3, 1],
  up1: [14, 128, 256, 4, 2],
  conv4: [14, 256, 128, 3, 1],
  up2: [28, 64, 128, 4, 2],
  conv5: [28, 128, 64, 3, 1],

  '16x16-16': [16, 16, 16, 3, 1],
  '16x16-48': [16, 48, 48, 3, 1],
  '16x16-96': [16, 96, 96, 3, 1],
  '16x16-192': [16, 192, 192, 3, 1],
  '56x56-64': [56, 64, 64, 3, 1],
}

/** A choice slower by less than this counts as right. */
const CLEARLY = 1.1
/** Milliseconds of a contender's turn, about. */
const TURN = 60

const { parts, batch, rounds, threads } = readOptions(
  { batch: 64, rounds: 5, threads: 2 },
  Object.keys(layers),
)

/** Forward, with respect to the image, with respect to the filter. */
function casesOf(name: string): Case[] {
  const [size, from, to, kernel, stride] = layers[name]
  const sizes: Sizes = [batch, size, size, from, to, kernel, kernel, stride, 1]
  return convolutionsOf(sizes)
}

/** In up1 and up2 the transpose is the layer and the convolution its image's gradient. */
function roleOf(name: string, { op }: Case): string {
  if (op === 'conv2dFilterGradient') return 'filter gradient'
  return (op === 'convTranspose2d') === name.startsWith('up') ? 'forward' : 'input gradient'
}

async function load(device: Device, row: Case): Promise<Job> {
  const { program, inputs } = traceCase(row)
  const job = await device.load(program, {})
  for (const [name, data] of Object.entries(inputs)) await job.write(name, data)
  return job
}

async function runFor(job: Job, steps: number): Promise<number> {
  const run = async () => {
    for (let step = 0; step < steps; step++) await job.run()
  }
  return (await timed(run))[1] / steps
}

/** About as long a turn for every job. The first run is for the memory. */
async function turnOf(job: Job): Promise<Turn> {
  await job.run()
  const steps = Math.ceil(TURN / (await runFor(job, 1)))
  return { contender: { run: (steps) => runFor(job, steps) }, steps }
}

/** Fastest milliseconds of each job, which take turns. */
async function fastestOf(jobs: readonly Job[]): Promise<number[]> {
  const turns: Turn[] = []
  for (const job of jobs) turns.push(await turnOf(job))
  return (await interleave(turns, rounds)).map((times) => Math.min(...times))
}

type Devices = Readonly<Record<Algorithms, Device>>

/** How the device computes the case: `direct`, `winograd 6`. */
async function choiceOf(device: Device, row: Case): Promise<string> {
  const job = await load(device, row)
  const profile = await job.profile?.()
  job.free()
  return profile?.entries[0].algorithm ?? ''
}

/** `SLOWER by 12 %` where that is the chosen one against the other. */
function verdictOf(chosen: number, other: number): string {
  return chosen > CLEARLY * other ? `SLOWER by ${Math.round(100 * (chosen / other - 1))} %` : ''
}

/** A row of the table: both ways, how many times as fast Winograd's is, and the choice. */
async function compare(devices: Devices, name: string, row: Case): Promise<string[]> {
  const choice = await choiceOf(devices.best, row)
  const jobs = [await load(devices.direct, row), await load(devices.winograd, row)]
  const [direct, winograd] = await fastestOf(jobs)
  for (const job of jobs) job.free()
  const verdict = choice === 'direct' ? verdictOf(direct, winograd) : verdictOf(winograd, direct)
  const times = [showMs(direct), showMs(winograd), (direct / winograd).toFixed(2)]
  return [name, roleOf(name, row), ...times, choice, verdict]
}

const open = (algorithms: Algorithms) => openWasm(nodeHost(), { threads, algorithms })
const devices: Devices = {
  best: await open('best'),
  direct: await open('direct'),
  winograd: await open('winograd'),
}
console.log(`${showMachine(thisMachine())}, batch ${batch}\n${devices.best.description}\n`)
const lines = [['layer', 'op', 'direct, ms', 'winograd, ms', 'ratio', 'chosen', '']]
for (const name of parts) {
  for (const row of casesOf(name)) lines.push(await compare(devices, name, row))
}
for (const line of table(lines, [2, 3, 4])) console.log(line)
for (const device of Object.values(devices)) await device.close()
