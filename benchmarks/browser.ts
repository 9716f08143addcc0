/**
 * Training in headless Chromium beside training in Node, with the same kernels: steps per second of
 * the quick preset's network at batch 32 and of the notebook's at 128, in turn.
 *
 * npm run bench:browser -- [--rounds 7] [--threads 2]
 */

import { chromiumPath, noChromium } from '../tests/browser/chromium.ts'
import { type Chromium, openChromium } from './contenders/chromium.ts'
import { closeAll, openAll, showWorkload, type Workload } from './contenders/contender.ts'
import { ours, thisNode } from './contenders/ours.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { interleave } from './measure/rounds.ts'
import { timesAsFast, timingOf } from './measure/statistics.ts'
import { readOptions } from './options.ts'
import { atLeast, type Check, showChecks } from './report/checks.ts'

const { rounds, threads } = readOptions({ rounds: 7, threads: 2 })

/** Both have it; Node's 256-bit kernels run in no browser. */
const variant = 'relaxed'
/** Of Node's rate. */
const BOUND = 0.9

/** With the steps of a round: enough that the time of a message does not count. */
const workloads: readonly (readonly [Workload, steps: number])[] = [
  [{ job: 'train', network: 'quick', batch: 32 }, 5],
  [{ job: 'train', batch: 128 }, 1],
]

const perSecond = (ms: number) => `${(1000 / ms).toPrecision(3)} steps/s`

async function measure(chromium: Chromium, workload: Workload, steps: number): Promise<Check[]> {
  const [node] = await openAll([ours(workload, threads, thisNode, variant)])
  try {
    const page = await chromium.open({ ...workload, threads, variant })
    const turns = [node, page].map((contender) => ({ contender, steps }))
    const [inNode, inPage] = (await interleave(turns, rounds)).map(timingOf)
    await page.close()
    const ratio = timesAsFast(inPage, inNode)
    const rate = (name: string, { min, median }: typeof inNode) => ({
      what: `  ${name}`,
      measured: `${perSecond(min)} (median ${perSecond(median)})`,
    })
    return [
      { what: showWorkload(workload), measured: '' },
      rate(`Node ${process.versions.node}`, inNode),
      rate(`Chromium ${chromium.version}`, inPage),
      atLeast('  Chromium’s of Node’s, by the fastest rounds', ratio, BOUND, (x) => x.toFixed(2)),
    ]
  } finally {
    await closeAll([node])
  }
}

if (!chromiumPath) throw new Error(noChromium)
console.log(`${showMachine(thisMachine())}, ${rounds} rounds, ${threads} threads, ${variant}\n`)
const chromium = await openChromium()
try {
  for (const [workload, steps] of workloads) {
    for (const line of showChecks(await measure(chromium, workload, steps))) console.log(line)
  }
} finally {
  await chromium.close()
}
