/**
 * Runs a program on symbols instead of numbers in the arena of a memory plan: every op writes
 * values of its own, and whatever reads a tensor must find exactly the values written there.
 */

import { sizeOf } from '../../../src/base/shape.ts'
import { type MemoryPlan, partsToCopy } from '../../../src/engine/memory.ts'
import { isLeaf, overwritten, type Tensor } from '../../../src/engine/ops.ts'
import type { Program } from '../../../src/engine/program.ts'

type Cells = Map<Tensor | 'arena', number[]>

const TRASH = -1
/** Of an element; a symbol each. */
const BYTES = 4

class Arena {
  readonly #plan: MemoryPlan
  readonly #cells: Cells = new Map([['arena', []]])
  /** The symbols each tensor should hold. */
  readonly expected = new Map<Tensor, readonly number[]>()
  #next = 0

  constructor(plan: MemoryPlan) {
    this.#plan = plan
  }

  fresh(tensor: Tensor): number[] {
    return Array.from({ length: sizeOf(tensor.shape) }, () => this.#next++)
  }

  /** The memory a tensor lies in, and the index there of each of its elements. */
  #placeOf(tensor: Tensor) {
    const placement = this.#plan.placements.get(tensor)
    if (!placement) throw new Error(`${tensor.op} has no place`)
    const inState = placement.root.op === 'state'
    const owner = inState ? placement.root : 'arena'
    const base = inState ? 0 : this.#plan.arena.get(placement.root)
    if (base === undefined) throw new Error(`${tensor.op} has no place in the arena`)
    if (!this.#cells.has(owner)) this.#cells.set(owner, [])
    const width = tensor.shape.at(-1) ?? 1
    const indices = Array.from(
      { length: sizeOf(tensor.shape) },
      (_, e) =>
        (base + placement.offset + Math.floor(e / width) * placement.pitch) / BYTES + (e % width),
    )
    return { cells: this.#cells.get(owner) ?? [], indices, inArena: !inState }
  }

  write(tensor: Tensor, symbols: readonly number[]): void {
    const { cells, indices, inArena } = this.#placeOf(tensor)
    indices.forEach((index, e) => {
      if (inArena && index >= this.#plan.size / BYTES)
        throw new Error(`${tensor.op} leaves the arena`)
      cells[index] = symbols[e]
    })
  }

  read(tensor: Tensor): number[] {
    const { cells, indices } = this.#placeOf(tensor)
    return indices.map((index) => cells[index])
  }

  check(tensor: Tensor, when: string): void {
    const expected = this.expected.get(tensor) ?? []
    const found = this.read(tensor)
    const wrong = expected.findIndex((symbol, e) => symbol !== found[e])
    if (wrong >= 0) throw new Error(`element ${wrong} of ${tensor.op} ${tensor.id} is lost ${when}`)
  }

  /** What an op's scratch memory does to the arena. @param size in bytes */
  trash(tensor: Tensor, size: number): void {
    const place = this.#plan.workspaces.get(tensor)
    if (place === undefined) {
      if (size) throw new Error(`${tensor.op} has no workspace`)
      return
    }
    if (place + size > this.#plan.size) throw new Error('a workspace leaves the arena')
    this.#cells.get('arena')?.fill(TRASH, place / BYTES, (place + size) / BYTES)
  }
}

/** The symbols an op's result must hold, given those of its inputs. */
function resultOf(tensor: Tensor, arena: Arena): readonly number[] {
  const symbols = tensor.inputs.map((input) => arena.expected.get(input) ?? [])
  const rowOf = (of: readonly number[], width: number, row: number) =>
    of.slice(row * width, (row + 1) * width)
  switch (tensor.op) {
    case 'assign':
      return symbols[1]
    case 'pack':
      return symbols.flat()
    case 'concat': {
      const rows = sizeOf(tensor.shape.slice(0, -1))
      return Array.from({ length: rows }, (_, row) =>
        tensor.inputs.flatMap(({ shape }, i) => rowOf(symbols[i], shape.at(-1) ?? 1, row)),
      ).flat()
    }
    case 'slice': {
      const { start, count } = tensor.attributes
      const width = tensor.inputs[0].shape.at(-1) ?? 1
      return symbols[0].filter((_, e) => e % width >= start && e % width < start + count)
    }
    default:
      return arena.fresh(tensor)
  }
}

/** Writes a part that could not be placed inside its whole. */
function copyParts(whole: Tensor, plan: MemoryPlan, arena: Arena, result: readonly number[]) {
  const written = arena.read(whole)
  const width = whole.op === 'concat' ? (whole.shape.at(-1) ?? 1) : result.length
  for (const { part, offset } of partsToCopy(whole, plan)) {
    const partWidth = whole.op === 'concat' ? (part.shape.at(-1) ?? 1) : sizeOf(part.shape)
    result.forEach((symbol, e) => {
      const column = e % width
      if (column >= offset / BYTES && column < offset / BYTES + partWidth) written[e] = symbol
    })
  }
  arena.write(whole, written)
}

/** Gives every leaf its symbols; views are read from their states. */
function begin(program: Program, arena: Arena): void {
  for (const tensor of program.tensors) {
    if (!isLeaf(tensor) || tensor.op === 'view') continue
    arena.expected.set(tensor, arena.fresh(tensor))
    arena.write(tensor, arena.expected.get(tensor) ?? [])
  }
}

function step(tensor: Tensor, plan: MemoryPlan, arena: Arena, workspace: number): void {
  // A state, a view and a slice of one hold what is there when they are read.
  for (const input of tensor.inputs) {
    const inState = plan.placements.get(input)?.root.op === 'state'
    if (inState) arena.expected.set(input, arena.read(input))
  }
  arena.trash(tensor, workspace)
  for (const input of tensor.inputs) arena.check(input, `before ${tensor.op} ${tensor.id}`)
  const result = resultOf(tensor, arena)
  arena.expected.set(tensor, result)
  const composite = tensor.op === 'concat' || tensor.op === 'pack'
  if (composite) copyParts(tensor, plan, arena, result)
  else if (tensor.op !== 'slice') arena.write(tensor, result)
  arena.trash(tensor, workspace)
  arena.check(tensor, `by ${tensor.op} ${tensor.id} itself`)
  for (const input of tensor.inputs) arena.check(input, `by ${tensor.op} ${tensor.id}`)
  for (const state of overwritten(tensor)) arena.write(state, result)
}

/**
 * @throws {Error} where an op would read anything but what was written for it, or where an input
 * or constant does not last until the next run, or an output until it is read.
 */
export function checkPlan(
  program: Program,
  plan: MemoryPlan,
  workspaceOf: (tensor: Tensor) => number = () => 0,
): void {
  const arena = new Arena(plan)
  begin(program, arena)
  for (const tensor of program.tensors) {
    if (!isLeaf(tensor)) step(tensor, plan, arena, workspaceOf(tensor))
  }
  for (const output of program.outputs.values()) arena.check(output, 'at the end')
  for (const tensor of program.tensors) {
    if (tensor.op === 'input' || tensor.op === 'constant') arena.check(tensor, 'at the end')
  }
}
