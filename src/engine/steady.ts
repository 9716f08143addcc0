/**
 * What a program does not change: which states it overwrites, and which numbers are the same in
 * every run until the host or another program writes them. What was made of them can be kept.
 */

import { overwritten, type Tensor, type TensorOf } from './ops.ts'
import type { Program } from './program.ts'

/** Where steady numbers lie: in a state or in a constant. */
export type SteadyLeaf = Tensor & TensorOf<'state' | 'constant'>

/** A place in its input, without numbers of its own. */
const isView = ({ op }: Tensor) => op === 'view' || op === 'slice'

/** The tensor that a view, or a view of a view, looks into. */
const viewed = (tensor: Tensor): Tensor => (isView(tensor) ? viewed(tensor.inputs[0]) : tensor)

/** Names of the states that the program overwrites, in part or whole. */
export function overwrittenStates({ tensors }: Program): ReadonlySet<string> {
  const names = new Set<string>()
  for (const tensor of tensors) {
    for (const target of overwritten(tensor)) {
      const state = viewed(target)
      if (state.op === 'state') names.add(state.attributes.name)
    }
  }
  return names
}

/**
 * Constants, states that the program does not overwrite, and views of them, each with the leaf
 * that holds its numbers. What is computed from them is not among them: every run computes it.
 */
export function steadyTensors(program: Program): ReadonlyMap<Tensor, SteadyLeaf> {
  const overwritten = overwrittenStates(program)
  const steady = new Map<Tensor, SteadyLeaf>()
  for (const tensor of program.tensors) {
    const leaf = viewed(tensor)
    const lasts = leaf.op === 'state' && !overwritten.has(leaf.attributes.name)
    if (lasts || leaf.op === 'constant') steady.set(tensor, leaf)
  }
  return steady
}
