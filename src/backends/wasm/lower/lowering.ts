/** What a lowering is: one op as commands for the kernels. The table is in `table.ts`. */

import type { OpName, Tensor, TensorOf } from '../../../engine/ops.ts'
import type { CommandName, FieldsOf } from '../layout.ts'

/** Where a tensor's rows (all but its last dimension) lie, in bytes. */
export interface Operand {
  readonly address: number
  readonly pitch: number
  readonly rows: number
  /** Elements of a row. */
  readonly columns: number
}

/** Takes the commands of a program's ops. */
export interface Emitter {
  operand(tensor: Tensor): Operand
  /** Address of the op's workspace. */
  workspace(tensor: Tensor): number
  /** Address of numbers that the op needs besides its inputs. */
  constant(data: Float32Array): number
  /** Parts of a concat or pack that must be copied, with their offset in elements. */
  partsToCopy(whole: Tensor): { part: Tensor; offset: number }[]
  /** Whether another op or the host reads the tensor. */
  isRead(tensor: Tensor): boolean
  /** Says how the op is computed, for profiles: `direct`. */
  algorithm(name: string): void
  /** @param scratchBytes what each thread needs while it works on the command */
  command<K extends CommandName>(
    name: K,
    fields: FieldsOf<K>,
    options?: { readonly list?: readonly number[]; readonly scratchBytes?: number },
  ): void
}

export interface Lowering<K extends OpName> {
  /** Elements of workspace the op wants in the arena. */
  readonly workspace?: (tensor: TensorOf<K>) => number
  readonly emit: (tensor: TensorOf<K>, emitter: Emitter) => void
}
