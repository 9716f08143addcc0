/** The training of a model on a device: its buffers, and what happened when a step went wrong. */

import { adamDefaults } from '../engine/adam.ts'
import type { Device, DeviceBuffer } from '../engine/device.ts'
import { openIn, type Scope } from '../engine/scope.ts'
import type { Batch } from './batches.ts'
import type { OptimizerState } from './config.ts'
import { type Culprit, trainingError } from './errors.ts'
import { diagnosisProgram, type StepShape } from './step.ts'
import { openStep, partOf, type StepJob, writeBatch } from './step-jobs.ts'
import { rowsOf } from './update.ts'

export interface StepResult {
  readonly loss: number
  /** Before it is limited. */
  readonly gradientNorm: number
  /** Each example's, unweighted, where losses are weighted. */
  readonly losses: Float32Array | undefined
}

/** The buffers of the optimizer's state, by their names in programs. */
interface Buffers {
  readonly parameters: DeviceBuffer
  readonly m: DeviceBuffer
  readonly v: DeviceBuffer
  readonly ema?: DeviceBuffer
}

async function upload(
  device: Device,
  { weights, m, v, ema }: OptimizerState,
  scope: Scope,
): Promise<Buffers> {
  const put = async (numbers: Float32Array) => {
    const buffer = scope.own(device.createBuffer('f32', numbers.length))
    await buffer.write(numbers)
    return buffer
  }
  const buffers = { parameters: await put(weights), m: await put(m), v: await put(v) }
  return ema ? { ...buffers, ema: await put(ema) } : buffers
}

export class Trainer {
  readonly #device: Device
  readonly #shape: StepShape
  readonly #buffers: Buffers
  readonly #job: StepJob
  readonly #scope: Scope

  private constructor(
    device: Device,
    shape: StepShape,
    buffers: Buffers,
    job: StepJob,
    scope: Scope,
  ) {
    this.#device = device
    this.#shape = shape
    this.#buffers = buffers
    this.#job = job
    this.#scope = scope
  }

  /**
   * Compiles the step and uploads the state.
   * @param state with an average where the optimizer keeps one
   * @throws {DdpmError} where memory does not suffice
   */
  static open(device: Device, shape: StepShape, state: OptimizerState): Promise<Trainer> {
    return openIn(async (scope) => {
      const buffers = await upload(device, state, scope)
      const job = scope.own(await openStep(device, shape, { ...buffers }))
      return new Trainer(device, shape, buffers, job, scope)
    })
  }

  /** The weights to sample with, on the device: the EMA, if there is one. */
  get parameters(): DeviceBuffer {
    return this.#buffers.ema ?? this.#buffers.parameters
  }

  /**
   * One optimizer step.
   * @param step from 1
   * @throws {DdpmError} `training.diverged` where loss or gradients are not finite; nothing is changed then
   */
  async step(step: number, seed: number, batch: Batch, learningRate: number): Promise<StepResult> {
    const rows = rowsOf(learningRate, step, this.#shape.optimizer ?? adamDefaults)
    const { applied, loss, gradientSquares, losses } = await this.#job.run({
      step,
      seed,
      batch,
      rows,
    })
    if (!applied) {
      const culprit = await this.#findCulprit(step, seed, batch)
      throw trainingError('training.diverged', { step, loss, learningRate, ...culprit })
    }
    return { loss, gradientNorm: Math.sqrt(gradientSquares), losses }
  }

  /** A copy of everything that the optimizer changes. */
  async snapshot(): Promise<OptimizerState> {
    const { parameters, m, v, ema } = this.#buffers
    const read = async (buffer: DeviceBuffer) => (await buffer.read()) as Float32Array
    const state = { weights: await read(parameters), m: await read(m), v: await read(v) }
    return ema ? { ...state, ema: await read(ema) } : state
  }

  free(): void {
    this.#scope.free()
  }

  /** Repeats the failed step, checking every layer and gradient in turn. */
  async #findCulprit(step: number, seed: number, batch: Batch): Promise<Culprit> {
    const { gradAccumulation = 1, batchSize } = this.#shape
    const { program, culprits } = diagnosisProgram(this.#shape)
    const job = await this.#device.load(program, { parameters: this.#buffers.parameters })
    try {
      for (let part = 0; part < gradAccumulation; part++) {
        const inputs = { step, seed, batch: partOf(batch, part, batchSize) }
        await writeBatch(job, inputs, this.#shape)
        await job.run()
        for (const [name, culprit] of culprits) {
          const [count] = await job.read(name)
          if (count > 0) return culprit
        }
      }
      return { part: 'norm' }
    } finally {
      job.free()
    }
  }
}
