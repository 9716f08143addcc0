/** What a shape rule is, and what rules of several families ask. */

import { type Shape, sameShape, showShape } from '../../base/shape.ts'
import { engineError } from '../errors.ts'
import type { OpAttributes, OpName, Tensor } from '../ops.ts'
import type { NumberType } from '../precision.ts'

export interface TensorType extends NumberType {
  readonly shape: Shape
}

/** The type of an op's result. @throws {DdpmError} `op.inputs-misfit` where it cannot take these inputs. */
export type Rule<K extends OpName> = (
  inputs: readonly Tensor[],
  attributes: OpAttributes[K],
) => TensorType

/** A rule for each op. */
export type Rules = { readonly [K in OpName]: Rule<K> }

export const f32 = (shape: Shape): TensorType => ({ shape, dtype: 'f32', precision: 'f32' })
export const scalar: TensorType = f32([])

/** Numbers that are only placed are stored as the inputs' are, where these agree. */
export function placed(inputs: readonly Tensor[], shape: Shape): TensorType {
  const [{ precision }] = inputs
  const alike = inputs.every((input) => input.precision === precision)
  return { shape, dtype: 'f32', precision: alike ? precision : 'f32' }
}

/**
 * Refuses inputs that do not fit.
 * @param takes what the op takes, for the message
 * @throws {DdpmError} `op.inputs-misfit` where the condition does not hold.
 */
export function demand(
  condition: boolean,
  op: OpName,
  inputs: readonly Tensor[],
  takes: string,
): void {
  if (condition) return
  const given = inputs.map((input) => `${input.label ?? input.op} ${showShape(input.shape)}`)
  throw engineError('op.inputs-misfit', { op, takes, inputs: given })
}

/** So many inputs of one shape, which is the result's. */
export const same =
  (op: OpName, count: number): Rule<OpName> =>
  (inputs) => {
    const [first, ...rest] = inputs
    const alike = inputs.length === count && rest.every((x) => sameShape(x.shape, first.shape))
    demand(alike, op, inputs, count === 1 ? 'one tensor' : `${count} tensors of one shape`)
    return f32(first.shape)
  }
