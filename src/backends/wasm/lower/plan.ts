/** The memory plan of a program with what its commands want besides its tensors. */

import { align, type MemoryPlan, planMemory } from '../../../engine/memory.ts'
import type { Tensor } from '../../../engine/ops.ts'
import type { Program } from '../../../engine/program.ts'
import { type SteadyLeaf, steadyTensors } from '../../../engine/steady.ts'
import { preparationOf, workspaceOf } from './table.ts'

export interface WasmPlan extends MemoryPlan {
  /** Tensors that no run changes: what ops prepare from them has its place outside the arena. */
  readonly steady: ReadonlyMap<Tensor, SteadyLeaf>
}

/** Where in its workspace an op that prepares in every run does so, in elements. */
export const preparationOffset = (tensor: Tensor) => align(workspaceOf(tensor))

/** Plans the arena: workspaces hold what an op wants while it runs, then what it prepares. */
export function planProgram(program: Program): WasmPlan {
  const steady = steadyTensors(program)
  const plan = planMemory(program, (tensor) => {
    const preparation = preparationOf(tensor)
    if (!preparation || steady.has(preparation.source)) return workspaceOf(tensor)
    return preparationOffset(tensor) + preparation.elements
  })
  return { ...plan, steady }
}
