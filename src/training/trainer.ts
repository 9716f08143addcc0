/** A training step on a device: its buffers, its job, and what happened when a step went wrong. */

import type { Device, DeviceBuffer, Job } from '../engine/device.ts'
import { UserError } from '../engine/errors.ts'
import { keyOf } from '../engine/random.ts'
import type { Batch } from './batches.ts'
import type { OptimizerState } from './config.ts'
import { adamRow } from './optimizer.ts'
import { diagnosisProgram, type StepShape, trainingProgram } from './step.ts'

export interface StepResult {
  readonly loss: number
  readonly gradientNorm: number
}

/** A loss or gradient that is not finite. The weights are as they were before the step. */
export class DivergenceError extends UserError {
  override readonly name = 'DivergenceError'
  /** The step that failed, from 1. */
  readonly step: number
  /** The first thing that was not finite: `the output of conv4`. */
  readonly culprit: string

  constructor(step: number, culprit: string, learningRate: number) {
    super(
      `training diverged at step ${step}: ${culprit} is not finite. The weights before this step ` +
        `are kept. Use a smaller learning rate (now ${learningRate}), or look for broken images.`,
    )
    this.step = step
    this.culprit = culprit
  }
}

export class Trainer {
  readonly #device: Device
  readonly #shape: StepShape
  readonly #buffers: Record<'parameters' | 'm' | 'v', DeviceBuffer>
  readonly #job: Job

  private constructor(
    device: Device,
    shape: StepShape,
    buffers: Record<'parameters' | 'm' | 'v', DeviceBuffer>,
    job: Job,
  ) {
    this.#device = device
    this.#shape = shape
    this.#buffers = buffers
    this.#job = job
  }

  /** Compiles the step and uploads the state. @throws {UserError} where memory does not suffice. */
  static async open(device: Device, shape: StepShape, state: OptimizerState): Promise<Trainer> {
    const buffer = () => device.createBuffer('f32', shape.model.parameterCount)
    const buffers = { parameters: buffer(), m: buffer(), v: buffer() }
    await buffers.parameters.write(state.weights)
    await buffers.m.write(state.m)
    await buffers.v.write(state.v)
    const job = await device.load(trainingProgram(shape), buffers)
    return new Trainer(device, shape, buffers, job)
  }

  /** The weights where they are, for sampling between steps. */
  get parameters(): DeviceBuffer {
    return this.#buffers.parameters
  }

  /**
   * One optimizer step.
   * @param step from 1
   * @throws {DivergenceError} where loss or gradients are not finite; nothing is changed then.
   */
  async step(step: number, seed: number, batch: Batch, learningRate: number): Promise<StepResult> {
    await this.#writeBatch(this.#job, step, seed, batch)
    await this.#job.write('row', adamRow(learningRate, step))
    await this.#job.run()
    const [applied] = await this.#job.read('applied')
    if (!applied) {
      throw new DivergenceError(step, await this.#findCulprit(step, seed, batch), learningRate)
    }
    const [loss] = await this.#job.read('loss')
    const [squares] = await this.#job.read('gradientSquares')
    return { loss, gradientNorm: Math.sqrt(squares) }
  }

  /** A copy of everything that training changes. */
  async snapshot(): Promise<OptimizerState> {
    const { parameters, m, v } = this.#buffers
    const [weights, first, second] = await Promise.all([parameters.read(), m.read(), v.read()])
    return {
      weights: weights as Float32Array,
      m: first as Float32Array,
      v: second as Float32Array,
    }
  }

  free(): void {
    this.#job.free()
    for (const buffer of Object.values(this.#buffers)) buffer.free()
  }

  async #writeBatch(job: Job, step: number, seed: number, { x0, t }: Batch): Promise<void> {
    await job.write('x0', x0)
    await job.write('t', t)
    await job.write('origin', Int32Array.of(...keyOf(seed), step))
  }

  /** Repeats the failed step, looking at every layer and gradient in turn. */
  async #findCulprit(step: number, seed: number, batch: Batch): Promise<string> {
    const program = diagnosisProgram(this.#shape)
    const job = await this.#device.load(program, { parameters: this.#buffers.parameters })
    try {
      await this.#writeBatch(job, step, seed, batch)
      await job.run()
      for (const name of program.outputs.keys()) {
        const [count] = await job.read(name)
        if (count > 0) return name
      }
      return 'the sum of squared gradients'
    } finally {
      job.free()
    }
  }
}
