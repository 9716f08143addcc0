/** The training program of a golden case on a device, one step at a time. Judges nothing. */

import { adamRow } from '../../src/engine/adam.ts'
import type { DeviceBuffer, HostData, Job } from '../../src/engine/device.ts'

/** What training changes: the parameters and Adam's two moments, flat, in the engine's layout. */
export type States<T> = Readonly<Record<'parameters' | 'm' | 'v', T>>

/** The inputs of a step by name. */
type Batch = Readonly<Record<string, HostData>>

export class GoldenTraining {
  readonly #job: Job
  readonly #states: States<DeviceBuffer>
  readonly #learningRate: number
  readonly #batch: (step: number) => Batch

  constructor(
    job: Job,
    states: States<DeviceBuffer>,
    learningRate: number,
    batch: (step: number) => Batch,
  ) {
    this.#job = job
    this.#states = states
    this.#learningRate = learningRate
    this.#batch = batch
  }

  /** Takes one step, counted from 0: the loss before it. */
  async step(step: number): Promise<number> {
    for (const [name, data] of Object.entries(this.#batch(step))) await this.#job.write(name, data)
    await this.#job.write('row', adamRow(this.#learningRate, step + 1))
    await this.#job.run()
    return (await this.#job.read('loss'))[0]
  }

  async read(): Promise<States<Float32Array>> {
    const { parameters, m, v } = this.#states
    const copy = async (buffer: DeviceBuffer) => (await buffer.read()) as Float32Array
    return { parameters: await copy(parameters), m: await copy(m), v: await copy(v) }
  }

  /** Goes on from these states. */
  async write({ parameters, m, v }: States<Float32Array>): Promise<void> {
    await this.#states.parameters.write(parameters)
    await this.#states.m.write(m)
    await this.#states.v.write(v)
  }

  free(): void {
    this.#job.free()
    for (const buffer of Object.values(this.#states)) buffer.free()
  }
}
