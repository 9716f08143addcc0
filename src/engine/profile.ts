/** Where the time of a run went, op by op. Measuring is the backends' part. */

import type { Shape } from '../base/shape.ts'
import type { OpName, Tensor } from './ops.ts'
import { type Work, workOf } from './work.ts'

/** A piece of an op, as the backend splits it: packing weights, a product. */
export interface ProfilePart {
  readonly command: string
  readonly milliseconds: number
}

/** The time of one kind of op. */
export interface ProfileEntry extends Work {
  readonly op: OpName
  /** What the tensor is called, else what it is made with; empty where neither has a name. */
  readonly label: string
  readonly shape: Shape
  /** The backend's word for how it computes the op, where it has several ways. */
  readonly algorithm?: string | undefined
  /** Of all its parts. */
  readonly milliseconds: number
  readonly parts: readonly ProfilePart[]
}

/** Where a job spends its time. */
export interface Profile {
  /** From the call to the end of the run: more than the ops together. */
  readonly milliseconds: number
  /** Ops that took part, in the order in which they ran. */
  readonly entries: readonly ProfileEntry[]
}

/** An input's gradient has no name of its own, but its weights have: `with conv4.weight`. */
function labelOf({ label, inputs }: Tensor): string {
  if (label !== undefined) return label
  const source = inputs.find((input) => input.label !== undefined)
  return source ? `with ${source.label}` : ''
}

/** The entry of a tensor from the times of its parts. */
export function profileEntry(
  tensor: Tensor,
  parts: readonly ProfilePart[],
  algorithm?: string,
): ProfileEntry {
  const milliseconds = parts.reduce((sum, part) => sum + part.milliseconds, 0)
  const { op, shape } = tensor
  return { op, label: labelOf(tensor), shape, algorithm, milliseconds, parts, ...workOf(tensor) }
}
