/**
 * How the cost grows: with the batch, with the image, and over a long run. Ours only.
 *
 * npm run bench:growth -- [--rounds 5] [--threads 2] [--sampling-steps 1000] [--small-steps 2000]
 */

import { ancestral, denoise, initialParameters, linearSchedule, openDevice, simpleUnet } from 'ddpm'
import { closeAll, openAll, type Workload } from './contenders/contender.ts'
import { ours } from './contenders/ours.ts'
import { showMachine, thisMachine } from './measure/machine.ts'
import { residentOf } from './measure/resident.ts'
import { interleave } from './measure/rounds.ts'
import { mean, median, spread } from './measure/statistics.ts'
import { numbers } from './options.ts'
import { readyStep } from './peers/ddpm-steps.ts'
import { atMost, type Check, percent, showChecks } from './report/checks.ts'

const { rounds, threads, ...lengths } = numbers({
  ...{ rounds: 5, threads: 2, 'sampling-steps': 1000, 'small-steps': 2000 },
})

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

/** Single steps are measured in between, so that both see the same minutes of the machine. */
async function overSampling(steps: number): Promise<Check[]> {
  const batch = 64
  const [device, model] = [await openDevice({ device: 'wasm', threads }), simpleUnet()]
  const single = await readyStep(device, { job: 'denoise', batch })
  const timed = async <T>(times: number[], work: () => Promise<T>): Promise<T> => {
    const start = performance.now()
    const result = await work()
    times.push(performance.now() - start)
    return result
  }
  for (let i = 0; i < 5; i++) await single.run()
  const [singles, sampled]: [number[], number[]] = [[], []]
  const weights = initialParameters(model.parameters, 0)
  const sampler = ancestral(linearSchedule(), { steps })
  const states = denoise({ device, model, weights, sampler, count: batch })
  for (;;) {
    const { done, value } = await timed(sampled, () => states.next())
    if (done) break
    if (value.step % 50 === 0) for (let i = 0; i < 5; i++) await timed(singles, single.run)
    if (value.step === steps) await timed(sampled, value.read)
  }
  await device.close()

  const total = mean(sampled) * sampled.length
  const tenth = Math.ceil(steps / 10)
  // The first entry loads the program, the last two read the images and free the memory.
  const [first, last] = [sampled.slice(1, 1 + tenth), sampled.slice(-2 - tenth, -2)].map(median)
  return [
    {
      what: `sampling ${batch} images, ${steps} steps`,
      measured: `${(total / 1000).toFixed(2)} s`,
    },
    { what: '  one denoising step, mean', measured: `${mean(singles).toFixed(2)} ms` },
    atMost('  above so many single steps', total / (steps * mean(singles)) - 1, 0.03, percent),
    atMost('  last tenth of the steps over the first', last / first - 1, 0.03, percent),
  ]
}

/** Memory held at the end of a long run against after its first quarter, when heaps have settled. */
async function overSteps(steps: number): Promise<Check[]> {
  const [contender] = await openAll([ours({ job: 'train', batch: 2 }, threads)])
  const held: number[] = []
  for (let i = 0; i < 8; i++) {
    await contender.run(Math.ceil(steps / 8))
    const resident = residentOf(contender.pid)
    if (resident) held.push(resident.now / 1e6)
  }
  await closeAll([contender])
  const what = `memory over ${steps} training steps, B=2`
  if (held.length === 0) return [{ what, measured: 'only Linux tells' }]
  const growth = held[7] / held[1] - 1
  return [
    { what, measured: `${held.map((megabytes) => megabytes.toFixed(0)).join(' ')} MB` },
    atMost('  growth after the first quarter', growth, 0.02, percent),
  ]
}

console.log(showMachine(thisMachine()))
const measurements = [
  ...[overBatches, overPixels],
  () => overSampling(lengths['sampling-steps']),
  () => overSteps(lengths['small-steps']),
]
for (const measurement of measurements) {
  console.log(`\n${showChecks(await measurement()).join('\n')}`)
}
