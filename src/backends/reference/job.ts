/** A program placed in an arena and computed tensor by tensor, in order. */

import { InternalError } from '../../base/errors.ts'
import { sizeOf } from '../../base/shape.ts'
import {
  checkData,
  checkMemory,
  checkStates,
  checkStatesAlive,
  findNamed,
  usedAfterFree,
} from '../../engine/bindings.ts'
import type { Job } from '../../engine/device.ts'
import { type MemoryPlan, planMemory } from '../../engine/memory.ts'
import type { Tensor } from '../../engine/ops.ts'
import type { Program } from '../../engine/program.ts'
import type { ReferenceBuffer, ReferenceData } from './buffer.ts'
import { referenceCapabilities } from './capabilities.ts'
import { compute } from './kernels.ts'
import type { Lender } from './lender.ts'
import {
  allocate,
  elementsOf,
  type Memory,
  type Precision,
  store,
  type Values,
  valuesOf,
} from './values.ts'

export type States = Readonly<Record<string, ReferenceBuffer>>

/** Of an element in the plan: other precisions than f32 are refused. */
const BYTES = 4

export class ReferenceJob implements Job {
  readonly #program: Program
  readonly #states: States
  readonly #plan: MemoryPlan
  readonly #lender: Lender
  #arena: Memory | undefined

  constructor(lender: Lender, program: Program, states: States, precision: Precision) {
    checkStates(program, states)
    this.#program = program
    this.#states = states
    this.#lender = lender
    this.#plan = planMemory(program)
    checkMemory(program, this.#plan.size, referenceCapabilities.memoryLimit)
    this.#arena = allocate(precision, this.#plan.size / BYTES)
    lender.lend(this)
    for (const tensor of program.tensors) {
      if (tensor.op === 'constant') store(this.#values(tensor), tensor.attributes.data)
    }
  }

  async write(input: string, data: ReferenceData): Promise<void> {
    const tensor = findNamed('input', this.#program.inputs, input)
    checkData(`input ${input}`, tensor.dtype, sizeOf(tensor.shape), data)
    store(this.#values(tensor), data)
  }

  async run(): Promise<void> {
    this.#checkAlive()
    checkStatesAlive(this.#program, this.#states)
    for (const tensor of this.#program.tensors) {
      const inputs = tensor.inputs.map((input) => this.#values(input))
      compute({ tensor, inputs, output: this.#values(tensor) })
    }
  }

  async read(output: string): Promise<Float32Array> {
    return Float32Array.from(await this.readExact(output))
  }

  /** An output of the last run, unrounded. */
  async readExact(output: string): Promise<Float64Array> {
    const tensor = findNamed('output', this.#program.outputs, output)
    return Float64Array.from(elementsOf(this.#values(tensor)))
  }

  free(): void {
    this.#arena = undefined
    this.#lender.takeBack(this)
  }

  #checkAlive(): Memory {
    this.#lender.check()
    if (!this.#arena) throw usedAfterFree('job')
    return this.#arena
  }

  /** Where the plan put a tensor: in a state or in the arena. */
  #values(tensor: Tensor): Values {
    const arena = this.#checkAlive()
    const placement = this.#plan.placements.get(tensor)
    if (!placement) throw new InternalError(`${tensor.op} is not part of the program`)
    const { root } = placement
    const [offset, pitch] = [placement.offset / BYTES, placement.pitch / BYTES]
    if (root.op === 'state') {
      const { numbers } = this.#states[root.attributes.name]
      return valuesOf(tensor, { f32: numbers, i32: numbers }, offset, pitch)
    }
    const base = this.#plan.arena.get(root)
    if (base === undefined) throw new InternalError(`${root.op} has no place in the arena`)
    return valuesOf(tensor, arena, base / BYTES + offset, pitch)
  }
}
