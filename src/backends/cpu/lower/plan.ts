/** The memory plan of a program with what its commands want besides its tensors. */

import { align, type MemoryPlan, planMemory } from '../../../engine/memory.ts'
import type { Tensor } from '../../../engine/ops.ts'
import type { Program } from '../../../engine/program.ts'
import { steadyTensors } from '../../../engine/steady.ts'
import type { Algorithms, Choice } from './algorithms.ts'
import { preparationOf, workspaceOf } from './table.ts'

/** Preparations that outlast a run, because no run changes what they are made from. */
interface Kept {
  /** By the tensor whose op prepares, how many bytes it takes outside the arena. */
  readonly kept: ReadonlyMap<Tensor, number>
  /** The states that they are made from. */
  readonly keptFrom: ReadonlySet<string>
}

export interface CpuPlan extends MemoryPlan, Kept {
  readonly choice: Choice
}

type Steady = ReturnType<typeof steadyTensors>

function findKept(program: Program, steady: Steady, choice: Choice): Kept {
  const kept = new Map<Tensor, number>()
  const keptFrom = new Set<string>()
  for (const tensor of program.tensors) {
    const preparation = preparationOf(tensor, choice)
    const leaf = preparation && steady.get(preparation.source)
    if (!leaf) continue
    kept.set(tensor, preparation.bytes)
    if (leaf.op === 'state') keptFrom.add(leaf.attributes.name)
  }
  return { kept, keptFrom }
}

/** Where in its workspace an op that prepares in every run does so, in bytes. */
export const preparationOffset = (tensor: Tensor, choice: Choice) =>
  align(workspaceOf(tensor, choice))

/** Plans the arena: a workspace holds what the op wants while it runs, then what it prepares. */
export function planProgram(program: Program, algorithms: Algorithms): CpuPlan {
  const steady = steadyTensors(program)
  const choice: Choice = { algorithms, isSteady: (tensor) => steady.has(tensor) }
  const { kept, keptFrom } = findKept(program, steady, choice)
  const plan = planMemory(program, (tensor) => {
    const preparation = preparationOf(tensor, choice)
    if (!preparation || kept.has(tensor)) return workspaceOf(tensor, choice)
    return preparationOffset(tensor, choice) + preparation.bytes
  })
  return { ...plan, kept, keptFrom, choice }
}
