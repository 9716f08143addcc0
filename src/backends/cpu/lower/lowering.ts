/** What a lowering is: one op as commands for the kernels. The table is in `table.ts`. */

import type { OpName, Tensor, TensorOf } from '../../../engine/ops.ts'
import type { CommandName, FieldsOf } from '../layout.ts'
import type { Choice } from './algorithms.ts'

/** Where a tensor's rows (all but its last dimension) lie, in bytes. */
export interface Operand {
  readonly address: number
  readonly pitch: number
  readonly rows: number
  /** Elements of a row. */
  readonly columns: number
}

/** What an op makes of one of its inputs before it computes: weights in panels. */
export interface Preparation {
  readonly source: Tensor
  /** How much it takes. */
  readonly bytes: number
}

/** @param options `scratchBytes`: what each thread needs while it works on the command */
export type EmitCommand = <K extends CommandName>(
  name: K,
  fields: FieldsOf<K>,
  options?: { readonly list?: readonly number[]; readonly scratchBytes?: number },
) => void

/** Takes the commands of a program's ops. */
export interface Emitter {
  operand(tensor: Tensor): Operand
  /** Address of the op's workspace. */
  workspace(tensor: Tensor): number
  /**
   * Where the op's preparation goes, and who takes its commands; to be asked for once. They read
   * the source alone and write nothing else: where no run changes it, they are not part of the run.
   */
  preparation(tensor: Tensor): { readonly address: number; readonly command: EmitCommand }
  /** Address of numbers that the op needs besides its inputs. */
  constant(data: Float32Array): number
  /** Parts of a concat or pack that must be copied, with their offset in bytes. */
  partsToCopy(whole: Tensor): { part: Tensor; offset: number }[]
  /** The op that runs after this one. */
  next(tensor: Tensor): Tensor | undefined
  /** Whether another op or the host reads the tensor. */
  isRead(tensor: Tensor): boolean
  readonly choice: Choice
  /** No result may depend on it, only how the work is cut into units. */
  readonly threads: number
  /** Says how the op is computed, for profiles: `direct`. */
  algorithm(name: string): void
  readonly command: EmitCommand
}

export interface Lowering<K extends OpName> {
  /** Bytes of workspace the op wants in the arena. */
  readonly workspace?: (tensor: TensorOf<K>, choice: Choice) => number
  readonly prepares?: (tensor: TensorOf<K>, choice: Choice) => Preparation | undefined
  readonly emit: (tensor: TensorOf<K>, emitter: Emitter) => void
}
