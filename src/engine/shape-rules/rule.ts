/** What a shape rule is, and what rules of several families ask. */

import { UserError } from '../../base/errors.ts'
import { type Shape, sameShape, showShape } from '../../base/shape.ts'
import type { DType, OpAttributes, OpName, Tensor } from '../ops.ts'

export interface TensorType {
  readonly shape: Shape
  readonly dtype: DType
}

/** The type of an op's result. @throws {UserError} where the op cannot take these inputs. */
export type Rule<K extends OpName> = (
  inputs: readonly Tensor[],
  attributes: OpAttributes[K],
) => TensorType

/** A rule for each op. */
export type Rules = { readonly [K in OpName]: Rule<K> }

export const f32 = (shape: Shape): TensorType => ({ shape, dtype: 'f32' })
export const scalar: TensorType = f32([])

/** @throws {UserError} naming the inputs and the rule, where the condition does not hold. */
export function demand(
  condition: boolean,
  op: OpName,
  inputs: readonly Tensor[],
  rule: string,
): void {
  if (condition) return
  const given = inputs.map((input) => `${input.label ?? input.op} ${showShape(input.shape)}`)
  throw new UserError(`${op} cannot take ${given.join(', ')}: ${rule}`)
}

/** So many inputs of one shape, which is the result's. */
export const same =
  (op: OpName, count: number): Rule<OpName> =>
  (inputs) => {
    const [first, ...rest] = inputs
    const alike = inputs.length === count && rest.every((x) => sameShape(x.shape, first.shape))
    demand(alike, op, inputs, `it takes ${count} of one shape`)
    return f32(first.shape)
  }
