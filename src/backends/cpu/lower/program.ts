/** A whole program as commands: where its tensors lie, and what the kernels do. */

import { InternalError } from '../../../base/errors.ts'
import { sizeOf } from '../../../base/shape.ts'
import { type MemoryPlan, type Placement, partsToCopy } from '../../../engine/memory.ts'
import type { Tensor } from '../../../engine/ops.ts'
import type { Program } from '../../../engine/program.ts'
import { CommandList } from '../command-list.ts'
import type { CommandName } from '../layout.ts'
import type { EmitCommand, Emitter, Operand } from './lowering.ts'
import { type CpuPlan, preparationOffset } from './plan.ts'
import { lower } from './table.ts'

/** What a program's commands refer to, in bytes. */
export interface Addresses {
  readonly arena: number
  state(name: string): number
  /** Puts numbers somewhere for as long as the job lives. */
  constant(data: Float32Array): number
  /** Room for so many bytes for as long as the job lives. */
  prepared(bytes: number): number
}

/** What became of an op. */
export interface LoweredOp {
  readonly tensor: Tensor
  /** Its commands in every run, in order. */
  readonly commands: CommandName[]
  algorithm?: string
}

/** Commands as the kernels read them. */
export interface LoweredCommands {
  readonly commands: Int32Array
  /** Scratch memory per thread. */
  readonly scratchBytes: number
}

export interface LoweredProgram {
  readonly run: LoweredCommands
  /** Whose commands they are, in their order. */
  readonly ops: readonly LoweredOp[]
  /** Makes what the plan keeps: to be run first, and again where a state it is from has changed. */
  readonly preparation: LoweredCommands
}

/** @throws {InternalError} where the plan does not know the tensor. */
export function placementOf(tensor: Tensor, plan: MemoryPlan): Placement {
  const placement = plan.placements.get(tensor)
  if (!placement) throw new InternalError(`${tensor.op} is not part of the program`)
  return placement
}

/** Where in the arena a place begins, in bytes. @throws {InternalError} where the plan has none. */
function bytesBefore(offsets: ReadonlyMap<Tensor, number>, tensor: Tensor, what: string): number {
  const offset = offsets.get(tensor)
  if (offset === undefined) throw new InternalError(`the ${what} of ${tensor.op} is not placed`)
  return offset
}

/** Where the plan put a tensor. */
export function operandOf(tensor: Tensor, plan: MemoryPlan, addresses: Addresses): Operand {
  const { root, offset, pitch } = placementOf(tensor, plan)
  const base =
    root.op === 'state'
      ? addresses.state(root.attributes.name)
      : addresses.arena + bytesBefore(plan.arena, root, 'result')
  const columns = tensor.shape.at(-1) ?? 1
  const rows = sizeOf(tensor.shape) / columns
  return { address: base + offset, pitch, rows, columns }
}

/** The tensors that another op or the host reads. */
function readTensors(program: Program): Set<Tensor> {
  return new Set([...program.tensors.flatMap(({ inputs }) => inputs), ...program.outputs.values()])
}

/** Takes commands, and the most scratch memory that one of them needs. */
class Recorder {
  readonly #list = new CommandList()
  #scratchBytes = 0

  readonly command: EmitCommand = (name, fields, { list, scratchBytes = 0 } = {}) => {
    this.#scratchBytes = Math.max(this.#scratchBytes, scratchBytes)
    this.#list.add(name, fields, list)
  }

  lowered(): LoweredCommands {
    return { commands: this.#list.toWords(), scratchBytes: this.#scratchBytes }
  }
}

/**
 * Lowers every op of a program, in its order.
 * @param threads that will run the commands; no result depends on it
 * @returns what each run does, and what is done once before
 */
export function lowerProgram(
  program: Program,
  plan: CpuPlan,
  addresses: Addresses,
  threads: number,
): LoweredProgram {
  const run = new Recorder()
  const once = new Recorder()
  const read = readTensors(program)
  const ops: LoweredOp[] = program.tensors.map((tensor) => ({ tensor, commands: [] }))
  let op = ops[0]
  const command: EmitCommand = (name, fields, options) => {
    run.command(name, fields, options)
    op.commands.push(name)
  }
  const workspace = (tensor: Tensor) =>
    addresses.arena + bytesBefore(plan.workspaces, tensor, 'workspace')
  const emitter: Emitter = {
    operand: (tensor) => operandOf(tensor, plan, addresses),
    workspace,
    preparation(tensor) {
      const kept = plan.kept.get(tensor)
      if (kept) return { address: addresses.prepared(kept), command: once.command }
      const address = workspace(tensor) + preparationOffset(tensor, plan.choice)
      return { address, command }
    },
    constant: (data) => addresses.constant(data),
    partsToCopy: (whole) => partsToCopy(whole, plan),
    next: (tensor) => program.tensors[program.tensors.indexOf(tensor) + 1],
    isRead: (tensor) => read.has(tensor),
    choice: plan.choice,
    threads,
    algorithm(name) {
      op.algorithm = name
    },
    command,
  }
  for (op of ops) lower(op.tensor, emitter)
  return { run: run.lowered(), ops, preparation: once.lowered() }
}
