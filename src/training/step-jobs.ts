/** The training step on a device: a batch at once, or in parts whose gradients are added. */

import type { Device, DeviceBuffer, Job } from '../engine/device.ts'
import { keyOf } from '../engine/random.ts'
import { openIn, type Scope } from '../engine/scope.ts'
import { AUGMENT_LABELS } from '../nn/network.ts'
import type { Batch } from './batches.ts'
import { alone } from './ranks.ts'
import {
  gradientsProgram,
  isInParts,
  type StepShape,
  trainingProgram,
  updateProgram,
} from './step.ts'

export type States = Readonly<Record<string, DeviceBuffer>>

/** What a step takes besides the states. */
export interface StepInputs {
  /** From 1. */
  readonly step: number
  readonly seed: number
  readonly batch: Batch
  /** What the update takes, by the names of its inputs: see `traceUpdate`. */
  readonly rows: Readonly<Record<string, Float32Array>>
}

export interface StepOutcome {
  /** Whether the weights were changed: not where a number was not finite. */
  readonly applied: boolean
  readonly loss: number
  readonly gradientSquares: number
  /** Each example's, unweighted, where losses are weighted. */
  readonly losses: Float32Array | undefined
}

export interface StepJob {
  run(inputs: StepInputs): Promise<StepOutcome>
  free(): void
}

/** A batch's examples `part * size` .. , `size` of them. */
export function partOf(batch: Batch, part: number, size: number): Batch {
  const { first, x0, t, weights, labels, augmentation } = batch
  const pixels = x0.length / t.length
  const [from, to] = [part * size, (part + 1) * size]
  return {
    first: first + from,
    x0: x0.subarray(from * pixels, to * pixels),
    t: t.subarray(from, to),
    weights: weights?.subarray(from, to),
    labels: labels?.subarray(from, to),
    augmentation: augmentation.subarray(from * AUGMENT_LABELS, to * AUGMENT_LABELS),
  }
}

/**
 * Writes the inputs of `traceStep`.
 */
export async function writeBatch(
  job: Job,
  { step, seed, batch }: Omit<StepInputs, 'rows'>,
  shape: StepShape,
): Promise<void> {
  const { first, x0, t, weights, labels, augmentation } = batch
  await job.write('x0', x0)
  await job.write('t', t)
  await job.write('origin', Int32Array.of(...keyOf(seed), step))
  if (weights) await job.write('weights', weights)
  if (labels) await job.write('labels', labels)
  if (shape.model.augmentCondition) await job.write('augmentation', augmentation)
  if (!isInParts(shape)) return
  await job.write(
    'samples',
    t.map((_, i) => first + i),
  )
}

async function writeRows(job: Job, { rows }: StepInputs): Promise<void> {
  for (const [name, row] of Object.entries(rows)) await job.write(name, row)
}

async function readScalar(job: Job, name: string): Promise<number> {
  return (await job.read(name))[0]
}

async function openWhole(device: Device, shape: StepShape, states: States): Promise<StepJob> {
  const job = await device.load(trainingProgram(shape), states)
  return {
    async run(inputs) {
      await writeBatch(job, inputs, shape)
      await writeRows(job, inputs)
      await job.run()
      return {
        applied: (await readScalar(job, 'applied')) > 0,
        loss: await readScalar(job, 'loss'),
        gradientSquares: await readScalar(job, 'gradientSquares'),
        losses: inputs.batch.weights && (await job.read('losses')),
      }
    },
    free: () => job.free(),
  }
}

async function openInParts(
  device: Device,
  shape: StepShape,
  states: States,
  scope: Scope,
): Promise<StepJob> {
  const { gradAccumulation = 1, ranks = alone, batchSize, model } = shape
  const share = 1 / (gradAccumulation * ranks.world)
  const gradients = scope.own(device.createBuffer('f32', model.parameterCount))
  const parts = scope.own(await device.load(gradientsProgram(shape), { ...states, gradients }))
  const update = scope.own(await device.load(updateProgram(shape), { ...states, gradients }))

  /** Adds a part's gradients. @returns its loss */
  async function add(inputs: StepInputs, part: number, losses?: Float32Array): Promise<number> {
    const batch = partOf(inputs.batch, part, batchSize)
    await writeBatch(parts, { ...inputs, batch }, shape)
    await parts.write('share', Float32Array.of(part === 0 ? 0 : 1, share))
    await parts.run()
    losses?.set(await parts.read('losses'), part * batchSize)
    return await readScalar(parts, 'loss')
  }

  return {
    async run(inputs) {
      const { weights } = inputs.batch
      const losses = weights && new Float32Array(weights.length)
      let own = 0
      for (let part = 0; part < gradAccumulation; part++) {
        own += (await add(inputs, part, losses)) / gradAccumulation
      }
      const loss = await ranks.reduceGradients(gradients, own / ranks.world)
      const failed = { applied: false, loss, gradientSquares: Number.NaN, losses }
      if (!Number.isFinite(loss)) return failed
      await writeRows(update, inputs)
      await update.run()
      const applied = (await readScalar(update, 'applied')) > 0
      const gradientSquares = await readScalar(update, 'gradientSquares')
      return { applied, loss, gradientSquares, losses }
    },
    free: () => scope.free(),
  }
}

/**
 * Makes the step ready.
 * @param states parameters, m, v, and ema where the optimizer keeps one
 * @throws {DdpmError} where the memory does not suffice
 */
export function openStep(device: Device, shape: StepShape, states: States): Promise<StepJob> {
  if (!isInParts(shape)) return openWhole(device, shape, states)
  return openIn((scope) => openInParts(device, shape, states, scope))
}
