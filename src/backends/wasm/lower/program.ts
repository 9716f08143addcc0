/** A whole program as commands: where its tensors lie, and what the kernels are told to do. */

import { InternalError } from '../../../engine/errors.ts'
import { type MemoryPlan, partsToCopy } from '../../../engine/memory.ts'
import type { Tensor } from '../../../engine/ops.ts'
import type { Program } from '../../../engine/program.ts'
import { sizeOf } from '../../../engine/shape.ts'
import { CommandList } from '../command-list.ts'
import type { CommandName } from '../layout.ts'
import type { Emitter, Operand } from './lowering.ts'
import { lower } from './table.ts'

/** What a program's commands refer to, in bytes. */
export interface Addresses {
  readonly arena: number
  state(name: string): number
  /** Puts numbers somewhere for as long as the job lives. */
  constant(data: Float32Array): number
}

/** What became of an op. */
export interface LoweredOp {
  readonly tensor: Tensor
  /** Its commands, in order. */
  readonly commands: CommandName[]
  algorithm?: string
}

export interface LoweredProgram {
  readonly commands: Int32Array
  /** Whose commands they are, in their order. */
  readonly ops: readonly LoweredOp[]
  /** Scratch memory per thread. */
  readonly scratchBytes: number
}

/** Where the plan put a tensor. */
export function operandOf(tensor: Tensor, plan: MemoryPlan, addresses: Addresses): Operand {
  const placement = plan.placements.get(tensor)
  if (!placement) throw new InternalError(`${tensor.op} is not part of the program`)
  const { root, offset, pitch } = placement
  const base =
    root.op === 'state'
      ? addresses.state(root.attributes.name)
      : addresses.arena + (plan.arena.get(root) ?? Number.NaN) * 4
  const columns = tensor.shape.at(-1) ?? 1
  const rows = sizeOf(tensor.shape) / columns
  return { address: base + offset * 4, pitch: pitch * 4, rows, columns }
}

/** The tensors that another op or the host reads. */
function readTensors(program: Program): Set<Tensor> {
  return new Set([...program.tensors.flatMap(({ inputs }) => inputs), ...program.outputs.values()])
}

export function lowerProgram(
  program: Program,
  plan: MemoryPlan,
  addresses: Addresses,
): LoweredProgram {
  const list = new CommandList()
  const read = readTensors(program)
  const ops: LoweredOp[] = program.tensors.map((tensor) => ({ tensor, commands: [] }))
  let op = ops[0]
  let scratchBytes = 0
  const emitter: Emitter = {
    operand: (tensor) => operandOf(tensor, plan, addresses),
    workspace: (tensor) => addresses.arena + (plan.workspaces.get(tensor) ?? Number.NaN) * 4,
    constant: (data) => addresses.constant(data),
    partsToCopy: (whole) => partsToCopy(whole, plan),
    isRead: (tensor) => read.has(tensor),
    algorithm(name) {
      op.algorithm = name
    },
    command(name, fields, options = {}) {
      scratchBytes = Math.max(scratchBytes, options.scratchBytes ?? 0)
      list.add(name, fields, options.list)
      op.commands.push(name)
    },
  }
  for (op of ops) lower(op.tensor, emitter)
  return { commands: list.toWords(), ops, scratchBytes }
}
