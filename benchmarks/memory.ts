/**
 * The most memory that a fresh process holds for three training steps at batch 128: ours against
 * PyTorch's.
 *
 * npm run bench:memory -- [--threads 2] [--batch 128] [--steps 3]
 */

import { plural } from '../src/cli/terminal/format.ts'
import { type Entry, presentOf } from './contenders/contender.ts'
import { ours } from './contenders/ours.ts'
import { torch } from './contenders/torch.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { residentOf } from './measure/resident.ts'
import { readOptions } from './options.ts'
import { atMost, type Check, showChecks } from './report/checks.ts'

const { threads, batch, steps } = readOptions({ threads: 2, batch: 128, steps: 3 })
const workload = { job: 'train', batch } as const

interface Peak {
  readonly name: string
  readonly megabytes: number
}

/** One after the other, each gone before the next; what is missing gives nothing. */
async function peaksOf(entries: readonly Entry[]): Promise<Peak[]> {
  const peaks: Peak[] = []
  for (const { open } of presentOf(entries)) {
    const { name, pid, run, close } = await open()
    await run(steps)
    const resident = residentOf(pid)
    if (resident) peaks.push({ name, megabytes: resident.peak / 1e6 })
    else console.log(`skipped ${name}: the memory of a process is known on Linux only`)
    await close()
  }
  return peaks
}

const megabytes = (value: number) => `${value.toFixed(0)} MB`

console.log(`${showMachine(thisMachine())}\n`)
const own = await peaksOf([ours(workload, threads)])
const theirs = await peaksOf([
  torch(workload, 'channels_last', threads),
  torch(workload, 'nchw', threads),
])
const least = Math.min(...theirs.map((peak) => peak.megabytes))
const rows: readonly Check[] = [
  ...theirs.map((peak) => ({ what: peak.name, measured: megabytes(peak.megabytes) })),
  ...own.map((peak) => {
    if (theirs.length === 0) return { what: peak.name, measured: megabytes(peak.megabytes) }
    return atMost(peak.name, peak.megabytes, least, megabytes)
  }),
]
console.log(`peak resident size of ${plural(steps, 'training step')}, B=${batch}`)
for (const line of showChecks(rows)) console.log(line)
