/** A program laid out in a device's memory: its arena, its commands, its constants. */

import { sizeOf } from '../../base/shape.ts'
import {
  checkData,
  checkMemory,
  checkStates,
  checkStatesAlive,
  findNamed,
  usedAfterFree,
} from '../../engine/bindings.ts'
import type { HostData, Job } from '../../engine/device.ts'
import type { Tensor } from '../../engine/ops.ts'
import type { Profile } from '../../engine/profile.ts'
import type { Program } from '../../engine/program.ts'
import { overwrittenStates } from '../../engine/steady.ts'
import type { CpuBuffer } from './buffer.ts'
import type { CommandRun, Memory, Runner } from './executor.ts'
import type { Algorithms } from './lower/algorithms.ts'
import { type CpuPlan, planProgram } from './lower/plan.ts'
import {
  type Addresses,
  type LoweredCommands,
  type LoweredOp,
  lowerProgram,
  operandOf,
  placementOf,
} from './lower/program.ts'
import { Preparation } from './preparation.ts'
import type { Queue } from './queue.ts'

export type States = Readonly<Record<string, CpuBuffer>>

/** What a job needs of its device. */
export interface JobContext {
  readonly memory: Memory
  readonly queue: Queue
  readonly runner: Runner
  readonly algorithms: Algorithms
}

export class CpuJob implements Job {
  readonly #program: Program
  readonly #states: States
  readonly #context: JobContext
  readonly #plan: CpuPlan
  readonly #addresses: Addresses
  readonly #preparation: Preparation
  readonly #run: CommandRun
  readonly #ops: readonly LoweredOp[]
  /** The states that a run changes. */
  readonly #overwritten: readonly CpuBuffer[]
  /** Addresses of all that is allocated. */
  readonly #blocks: number[] = []
  #freed = false

  /** @throws {DdpmError} `memory.exhausted`; what is wrong with its states: see `checkStates`. */
  constructor(program: Program, states: States, context: JobContext) {
    checkStates(program, states)
    this.#program = program
    this.#states = states
    this.#context = context
    this.#plan = planProgram(program, context.algorithms)
    checkMemory(program, this.#plan.size, context.memory.limit)
    this.#overwritten = [...overwrittenStates(program)].map((name) => states[name])
    try {
      this.#addresses = {
        arena: this.#allocate(this.#plan.size),
        state: (name) => states[name].address,
        constant: (data) => this.#place(data),
        prepared: (bytes) => this.#allocate(bytes),
      }
      const { preparation, run, ops } = lowerProgram(
        program,
        this.#plan,
        this.#addresses,
        context.runner.threads,
      )
      this.#ops = ops
      const sources = [...this.#plan.keptFrom].map((name) => states[name])
      this.#preparation = new Preparation(this.#makeRun(preparation), sources)
      this.#run = this.#makeRun(run)
    } catch (error) {
      this.free()
      throw error
    }
    for (const tensor of program.tensors) {
      if (tensor.op === 'constant') this.#numbers(tensor).set(tensor.attributes.data)
    }
  }

  async write(input: string, data: HostData): Promise<void> {
    const tensor = findNamed('input', this.#program.inputs, input)
    checkData(`input ${input}`, tensor.dtype, sizeOf(tensor.shape), data)
    this.#checkAlive()
    const taken = data.slice()
    await this.#context.queue.add(() => this.#numbers(tensor).set(taken))
  }

  run(): Promise<void> {
    return this.#inTurn(() => this.#context.runner.run(this.#run))
  }

  profile(): Promise<Profile> {
    return this.#inTurn(async () => {
      const { runProfiled } = await import('./profile.ts')
      return await runProfiled(this.#run, this.#ops, this.#context)
    })
  }

  async read(output: string): Promise<Float32Array> {
    const tensor = findNamed('output', this.#program.outputs, output)
    this.#checkAlive()
    const { root } = placementOf(tensor, this.#plan)
    if (root.op === 'state' && this.#states[root.attributes.name].freed)
      throw usedAfterFree('buffer')
    return await this.#context.queue.add(() => this.#gather(tensor))
  }

  free(): void {
    this.#freed = true
    const blocks = this.#blocks.splice(0)
    const { memory, queue } = this.#context
    queue.addOrDo(() => {
      for (const address of blocks) memory.free(address)
    })
  }

  /** Runs the program after all that was asked of the device before, with what it needs prepared. */
  async #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    this.#checkAlive()
    checkStatesAlive(this.#program, this.#states)
    return await this.#context.queue.add(async () => {
      await this.#preparation.renew(this.#context.runner)
      for (const state of this.#overwritten) state.countChange()
      return await run()
    })
  }

  #checkAlive(): void {
    if (this.#freed) throw usedAfterFree('job')
  }

  #allocate(bytes: number): number {
    const address = this.#context.memory.allocate(bytes)
    this.#blocks.push(address)
    return address
  }

  /** Allocates and writes numbers; gives their address. */
  #place(data: HostData): number {
    const address = this.#allocate(data.byteLength)
    const dtype = data instanceof Int32Array ? 'i32' : 'f32'
    this.#context.memory.numbers(dtype, address, data.length).set(data)
    return address
  }

  #makeRun({ commands, scratchBytes }: LoweredCommands): CommandRun {
    const address = this.#place(commands)
    return {
      commands: address,
      commandsEnd: address + commands.byteLength,
      scratch: this.#allocate(scratchBytes * this.#context.runner.threads),
      scratchBytes,
    }
  }

  /** A tensor whose rows follow one another, in memory. */
  #numbers(tensor: Tensor): HostData {
    const { address } = operandOf(tensor, this.#plan, this.#addresses)
    return this.#context.memory.numbers(tensor.dtype, address, sizeOf(tensor.shape))
  }

  /** A copy of a tensor, row by row: it may lie in a wider one. */
  #gather(tensor: Tensor): Float32Array {
    const { address, pitch, rows, columns } = operandOf(tensor, this.#plan, this.#addresses)
    const numbers = new Float32Array(rows * columns)
    for (let row = 0; row < rows; row++) {
      const from = this.#context.memory.floats(address + row * pitch, columns)
      numbers.set(from, row * columns)
    }
    return numbers
  }
}
