/**
 * Side by side on this machine: every contender does one step in turn, round after round, so that
 * a slow minute of the machine is slow for all. Minima are compared; medians tell of the noise.
 *
 * node benchmarks/bench.ts [--rounds 7] [--threads 2] [--only train|denoise]
 */

import { appendFile, mkdir } from 'node:fs/promises'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Contender, type Entry, showWorkload, type Workload } from './contenders/contender.ts'
import { onnxruntime } from './contenders/onnxruntime.ts'
import { ours } from './contenders/ours.ts'
import { torch } from './contenders/torch.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const threads = Number(values.threads)

const workloads: readonly Workload[] = [
  { job: 'train', batch: 128 },
  { job: 'denoise', batch: 64 },
]

/** Ours first: the others are compared with it. */
function entriesFor(workload: Workload): Entry[] {
  return [
    ours(workload, threads),
    ...(threads > 1 ? [ours(workload, 1)] : []),
    torch(workload, 'channels_last', threads),
    torch(workload, 'nchw', threads),
    onnxruntime(workload, threads),
  ]
}

interface Result {
  readonly name: string
  readonly min: number
  readonly median: number
}

/** Lets threads of the one before stop spinning. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 60))

async function measure(contenders: readonly Contender[]): Promise<Result[]> {
  const times = contenders.map((): number[] => [])
  for (let round = -1; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      await pause()
      const ms = await contender.run()
      if (round >= 0) times[i].push(ms) // the first round warms up
    }
  }
  return contenders.map(({ name }, i) => {
    const sorted = times[i].sort((a, b) => a - b)
    return { name, min: sorted[0], median: sorted[Math.floor(sorted.length / 2)] }
  })
}

function print(workload: Workload, results: readonly Result[]): void {
  console.log(`\n${showWorkload(workload)} (${rounds} rounds, ${threads} threads)`)
  console.log(`${'ms per step'.padEnd(36)}     min  median   ours is`)
  for (const { name, min, median } of results) {
    const ratio = min / results[0].min
    const comparison = name === results[0].name ? '' : `${ratio.toFixed(2)}x as fast`
    const numbers = [min, median].map((ms) => ms.toFixed(1).padStart(8)).join('')
    console.log(`${name.padEnd(36)}${numbers}   ${comparison}`)
  }
}

async function record(workload: Workload, results: readonly Result[]): Promise<void> {
  const folder = new URL('results/', import.meta.url)
  await mkdir(folder, { recursive: true })
  const date = new Date().toISOString()
  const machine = { processor: cpus()[0].model, cores: cpus().length, node: process.version }
  const line = JSON.stringify({ date, ...machine, ...workload, threads, rounds, results })
  await appendFile(fileURLToPath(new URL(`${date.slice(0, 7)}.jsonl`, folder)), `${line}\n`)
}

console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}`)
for (const workload of workloads.filter(({ job }) => !values.only || job === values.only)) {
  const contenders: Contender[] = []
  for (const entry of entriesFor(workload)) {
    if ('open' in entry) contenders.push(await entry.open())
    else console.log(`skipped ${entry.name} (${showWorkload(workload)}): ${entry.missing}`)
  }
  const results = await measure(contenders)
  for (const contender of contenders) await contender.close()
  print(workload, results)
  await record(workload, results)
}
