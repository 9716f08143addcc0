/** Runs a golden case on a device: the inputs by formula, the results in PyTorch's layout. */

import { sizeOf } from '../../src/base/shape.ts'
import { addNoise, buildSchedule, type Schedule } from '../../src/diffusion/schedules.ts'
import type { Device, DeviceBuffer } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import { buildProgram } from '../../src/engine/program.ts'
import { pack } from '../../src/engine/trace.ts'
import type { Network } from '../../src/nn/network.ts'
import { fromTorch, toTorch } from '../../src/nn/parameters.ts'
import { simpleUnet } from '../../src/nn/simple-unet/definition.ts'
import { traceStep, trainingProgram } from '../../src/training/step.ts'
import type { UnetFixture } from './fixture.ts'
import { nchwToNhwc, nhwcToNchw, normal, streams, symmetric, timesteps } from './formula.ts'
import { GoldenTraining } from './golden-training.ts'

export class GoldenRun {
  readonly model: Network
  readonly #device: Device
  readonly #fixture: UnetFixture
  readonly #schedule: Schedule
  readonly #weights: Float32Array

  constructor(device: Device, fixture: UnetFixture) {
    const { inChannels, widths, timeDim } = fixture.model
    this.#device = device
    this.#fixture = fixture
    const { timesteps, betaStart, betaEnd } = fixture.input
    this.#schedule = buildSchedule('linear', { timesteps, betaStart, betaEnd })
    this.model = simpleUnet({
      channels: inChannels,
      widths,
      timeDim,
      imageSize: fixture.input.shape[2],
    })
    this.#weights = new Float32Array(this.model.parameterCount)
    this.model.parameters.forEach((parameter, i) => {
      const { name, shape, stream, bound } = fixture.parameters[i]
      if (name !== parameter.name) throw new Error(`${parameter.name} stands where ${name} does`)
      fromTorch(symmetric(stream, shape, bound), parameter, this.#weights)
    })
  }

  #batch(step: number) {
    const { shape } = this.#fixture.input
    return {
      x0: nchwToNhwc(symmetric(streams.x0 + step, shape), shape),
      noise: nchwToNhwc(normal(streams.noise + step, shape), shape),
      t: timesteps(streams.timestep + step, shape[0], this.#schedule.timesteps),
    }
  }

  async #buffer(data: Float32Array): Promise<DeviceBuffer> {
    const buffer = this.#device.createBuffer('f32', data.length)
    await buffer.write(data)
    return buffer
  }

  /** The network's prediction for step 0's batch, NCHW. */
  async output(): Promise<Float32Array> {
    const [n, c, h, w] = this.#fixture.input.shape
    const graph = new Graph()
    const x = graph.input('x', [n, h, w, c])
    const t = graph.input('t', [n], 'i32')
    const eps = this.model.predict(graph, x, t)
    const parameters = await this.#buffer(this.#weights)
    const job = await this.#device.load(buildProgram('prediction', graph, { eps }), { parameters })
    const batch = this.#batch(0)
    const size = sizeOf([h, w, c])
    const xT = new Float32Array(batch.x0.length)
    batch.t.forEach((timestep, i) => {
      const [from, to] = [i * size, (i + 1) * size]
      const image = batch.x0.subarray(from, to)
      xT.set(addNoise(this.#schedule, image, timestep, batch.noise.subarray(from, to)), from)
    })
    await job.write('x', xT)
    await job.write('t', batch.t)
    await job.run()
    const result = nhwcToNchw(await job.read('eps'), [n, h, w, c])
    job.free()
    parameters.free()
    return result
  }

  /** Gradients of step 0 by name, in PyTorch's layout. */
  async gradients(): Promise<Map<string, Float32Array>> {
    const graph = new Graph()
    const traced = traceStep(graph, this.#stepShape())
    const program = buildProgram('gradients', graph, { flat: pack([...traced.gradients]) })
    const parameters = await this.#buffer(this.#weights)
    const job = await this.#device.load(program, { parameters })
    const { x0, t, noise } = this.#batch(0)
    await job.write('x0', x0)
    await job.write('t', t)
    await job.write('noise', noise)
    await job.run()
    const flat = await job.read('flat')
    job.free()
    parameters.free()
    return this.byName(flat)
  }

  /** Training from the fixture's weights and moments of 0. */
  async training(): Promise<GoldenTraining> {
    const none = new Float32Array(this.model.parameterCount)
    const states = {
      parameters: await this.#buffer(this.#weights),
      m: await this.#buffer(none),
      v: await this.#buffer(none),
    }
    const job = await this.#device.load(trainingProgram(this.#stepShape()), states)
    const { learningRate } = this.#fixture.adam
    return new GoldenTraining(job, states, learningRate, (step) => this.#batch(step))
  }

  /** `steps` optimizer steps: the losses, and the parameters afterwards by name. */
  async train(steps: number) {
    const training = await this.training()
    const losses: number[] = []
    for (let step = 0; step < steps; step++) losses.push(await training.step(step))
    const { parameters } = await training.read()
    training.free()
    return { losses, after: this.byName(parameters) }
  }

  #stepShape() {
    const batchSize = this.#fixture.input.shape[0]
    return { model: this.model, schedule: this.#schedule, batchSize, injectedNoise: true }
  }

  /** A flat buffer of parameters, by name in PyTorch's layout. */
  byName(flat: Float32Array): Map<string, Float32Array> {
    return new Map(this.model.parameters.map((p) => [p.name, toTorch(flat, p)]))
  }
}
