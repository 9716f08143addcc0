/**
 * This package, PyTorch and onnxruntime side by side, each in a process of its own. Minima are
 * compared; medians show the noise. Runs of enough rounds are recorded and rendered.
 *
 * npm run bench -- [--rounds 7] [--threads 2] [--only train|denoise|denoise-16|train-unet-64] [--node PATH]...
 */

import { parseArgs } from 'node:util'
import { table } from '../src/cli/terminal/charts.ts'
import { plural } from '../src/cli/terminal/format.ts'
import {
  type Contender,
  closeAll,
  type Entry,
  keyOf,
  openAll,
  showWorkload,
  type Workload,
} from './contenders/contender.ts'
import { onnxruntime } from './contenders/onnxruntime.ts'
import { nodeAt, ours } from './contenders/ours.ts'
import { torch } from './contenders/torch.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { interleave } from './measure/rounds.ts'
import { timesAsFast, timingOf } from './measure/statistics.ts'
import { wholeNumber } from './options.ts'
import { fastestPeer, showMs, showRatio } from './report/markdown.ts'
import { renderReadme } from './report/readme.ts'
import { appendLine, compared, FEWEST_ROUNDS, type Result } from './report/results.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: String(FEWEST_ROUNDS) },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
    node: { type: 'string', multiple: true, default: [] },
  },
})
const rounds = wholeNumber('rounds', values.rounds)
const threads = wholeNumber('threads', values.threads)
const otherNodes = values.node.map(nodeAt)
const machine = thisMachine()

const workloads: readonly Workload[] = [
  { job: 'train', batch: 128 },
  { job: 'train', network: 'unet-patches', batch: 32 },
  { job: 'train', network: 'unet', batch: 64 },
  { job: 'denoise', batch: 64 },
  { job: 'denoise', batch: 16 },
  { job: 'denoise', batch: 1 },
]

function chosenWorkloads(): Workload[] {
  const { only } = values
  const chosen = workloads.filter((w) => !only || only === w.job || only === keyOf(w))
  if (chosen.length > 0) return chosen
  throw new Error(`--only is ${only}: use train, denoise or ${workloads.map(keyOf).join(', ')}`)
}

/** A round of denoising is 64 images, so that the timer's noise does not decide small batches. */
const stepsOf = ({ job, batch }: Workload) =>
  job === 'train' ? 1 : Math.max(1, Math.round(64 / batch))

/** Small batches may be faster without the cost of a second thread: peers try both. */
const peerThreads = ({ batch }: Workload) => (batch <= 16 && threads > 1 ? [threads, 1] : [threads])

/** Ours first: the others are compared with it. */
function entriesFor(workload: Workload): Entry[] {
  return [
    ours(workload, threads),
    ...(threads > 1 ? [ours(workload, 1)] : []),
    ...otherNodes.map((node) => ours(workload, threads, node)),
    ...peerThreads(workload).flatMap((count) => [
      torch(workload, 'channels_last', count),
      torch(workload, 'nchw', count),
      onnxruntime(workload, count),
    ]),
  ]
}

async function measure(workload: Workload, contenders: readonly Contender[]): Promise<Result[]> {
  const steps = stepsOf(workload)
  const turns = contenders.map((contender) => ({ contender, steps }))
  const times = await interleave(turns, rounds)
  return compared(contenders.map(({ name }, i) => ({ name, ...timingOf(times[i]) })))
}

function print(workload: Workload, results: readonly Result[]): void {
  const fastest = fastestPeer(results)
  const rows = results.map((result, i) => {
    const comparison = i === 0 ? '' : showRatio(timesAsFast(results[0], result))
    const mark = result === fastest ? '<- fastest peer' : ''
    return [result.name, showMs(result.min), showMs(result.median), comparison, mark]
  })
  const header = ['ms per step', 'min', 'median', 'ours is', '']
  console.log(`\n${showWorkload(workload)} (${plural(rounds, 'round')})`)
  for (const line of table([header, ...rows], [1, 2, 3])) console.log(line)
}

async function record(
  workload: Workload,
  contenders: readonly Contender[],
  results: readonly Result[],
): Promise<void> {
  const date = new Date().toISOString()
  const versions = Object.fromEntries(contenders.map((c) => [c.system, c.hello.version]))
  const facts = { ...workload, threads, rounds, steps: stepsOf(workload) }
  await appendLine({ date, ...machine, versions, ...facts, results })
}

console.log(showMachine(machine))
for (const workload of chosenWorkloads()) {
  const contenders = await openAll(entriesFor(workload))
  try {
    const results = await measure(workload, contenders)
    print(workload, results)
    if (rounds >= FEWEST_ROUNDS) await record(workload, contenders, results)
  } finally {
    await closeAll(contenders)
  }
}
if (rounds >= FEWEST_ROUNDS) await renderReadme()
else console.log(`\nnot recorded: a record takes at least ${FEWEST_ROUNDS} rounds`)
