/**
 * How the cost grows: with the batch, with the image, and over a long run. Ours only.
 *
 * npm run bench:growth -- [batches] [pixels] [sampling] [steps]
 *   [--rounds 5] [--threads 2] [--sampling-steps 1000] [--small-steps 2000]
 */

import { openDevice } from 'ddpm'
import { closeAll, openAll, type Workload } from './contenders/contender.ts'
import { ours } from './contenders/ours.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { residentOf } from './measure/resident.ts'
import { interleave } from './measure/rounds.ts'
import { timeSampling } from './measure/sampling.ts'
import { drift, mean, spread } from './measure/statistics.ts'
import { readOptions } from './options.ts'
import { atMost, type Check, percent, showChecks } from './report/checks.ts'

/** Fastest training step of each workload, interleaved; about as many images each a round. */
async function fastestSteps(workloads: readonly Workload[]): Promise<number[]> {
  const contenders = await openAll(workloads.map((workload) => ours(workload, threads)))
  const turns = contenders.map((contender, i) => {
    return { contender, steps: Math.max(1, Math.round(128 / workloads[i].batch)) }
  })
  try {
    return (await interleave(turns, rounds)).map((times) => Math.min(...times))
  } finally {
    await closeAll(contenders)
  }
}

async function overBatches(): Promise<Check[]> {
  const workloads = [32, 64, 128, 256, 512].map((batch) => ({ job: 'train' as const, batch }))
  const steps = await fastestSteps(workloads)
  const perImage = steps.map((ms, i) => ms / workloads[i].batch)
  const rows = perImage.map((ms, i) => {
    return { what: `training, B=${workloads[i].batch}`, measured: `${ms.toFixed(3)} ms per image` }
  })
  return [...rows, atMost('  above the best', spread(perImage), 0.15, percent)]
}

async function overPixels(): Promise<Check[]> {
  const workloads = [
    { job: 'train', batch: 128, imageSize: 28 },
    { job: 'train', batch: 32, imageSize: 56 },
  ] as const
  const steps = await fastestSteps(workloads)
  const perPixel = steps.map((ms, i) => ms / (workloads[i].batch * workloads[i].imageSize ** 2))
  const rows = perPixel.map((ms, i) => {
    const { batch, imageSize } = workloads[i]
    const what = `training, ${imageSize}x${imageSize}, B=${batch}`
    return { what, measured: `${(1000 * ms).toFixed(3)} us per pixel` }
  })
  return [...rows, atMost('  above the better', spread(perPixel), 0.2, percent)]
}

async function overSampling(): Promise<Check[]> {
  const device = await openDevice({ device: 'wasm', threads })
  const times = await timeSampling(device, 64, samplingSteps)
  await device.close()
  const total = times.around + mean(times.steps) * samplingSteps
  const single = mean(times.singles)
  const growth = drift(times.steps) / drift(times.singles) - 1
  const seconds = (total / 1000).toFixed(2)
  return [
    { what: `sampling 64 images, ${samplingSteps} steps`, measured: `${seconds} s` },
    { what: '  a single denoising step, mean', measured: `${single.toFixed(2)} ms` },
    atMost('  above so many single steps', total / (samplingSteps * single) - 1, 0.03, percent),
    atMost('  its last tenth above its first, against them', growth, 0.03, percent),
  ]
}

const PARTS = 8

/** Memory held at the end of a long run against after its first quarter, when heaps have settled. */
async function overSteps(): Promise<Check[]> {
  const what = `memory over ${smallSteps} training steps, B=2`
  const [contender] = await openAll([ours({ job: 'train', batch: 2 }, threads)])
  const held: number[] = []
  for (let part = 0; part < PARTS; part++) {
    await contender.run(Math.ceil(smallSteps / PARTS))
    held.push(residentOf(contender.pid)?.now ?? Number.NaN)
  }
  await closeAll([contender])
  if (held.some(Number.isNaN)) return [{ what, measured: 'skipped: known on Linux only' }]
  return [
    { what, measured: `${held.map((bytes) => (bytes / 1e6).toFixed(0)).join(' ')} MB` },
    atMost('  above its first quarter', held[PARTS - 1] / held[PARTS / 4 - 1] - 1, 0.02, percent),
  ]
}

const parts: Readonly<Record<string, () => Promise<Check[]>>> = {
  batches: overBatches,
  pixels: overPixels,
  sampling: overSampling,
  steps: overSteps,
}

const options = readOptions(
  { rounds: 5, threads: 2, 'sampling-steps': 1000, 'small-steps': 2000 },
  Object.keys(parts),
)
const { rounds, threads, 'sampling-steps': samplingSteps, 'small-steps': smallSteps } = options

console.log(showMachine(thisMachine()))
for (const part of options.parts) {
  console.log(`\n${showChecks(await parts[part]()).join('\n')}`)
}
