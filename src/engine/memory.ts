/**
 * Places every tensor of a program but its states in one arena, by lifetime. Concatenation, packing and channel
 * slices cost nothing where they can be decided here: a part is written straight into its whole,
 * and a slice is read where it lies.
 */

import { sizeOf } from '../base/shape.ts'
import { isLeaf, type Tensor, updates } from './ops.ts'
import { bytesPerElement } from './precision.ts'
import type { Program } from './program.ts'

/** Where a tensor's rows (all but its last dimension) lie: in bytes of its buffer. */
export interface Placement {
  /** The tensor whose buffer it lies in: itself, the whole it is part of, or a state. */
  readonly root: Tensor
  readonly offset: number
  /** Distance from one row of channels to the next. */
  readonly pitch: number
}

export interface MemoryPlan {
  readonly placements: ReadonlyMap<Tensor, Placement>
  /** Where in the arena every root but the states begins, in bytes. */
  readonly arena: ReadonlyMap<Tensor, number>
  /** Where in the arena the workspace of a tensor's op begins, in bytes. */
  readonly workspaces: ReadonlyMap<Tensor, number>
  /** Of the arena, in bytes. */
  readonly size: number
}

const ALIGNMENT = 64 // bytes: a cache line
/** Bytes to the end of a cache line. */
export const align = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT

/** Bytes of a row of channels. */
const rowBytes = (tensor: Tensor) => (tensor.shape.at(-1) ?? 1) * bytesPerElement(tensor)

const bytesOf = (tensor: Tensor) => sizeOf(tensor.shape) * bytesPerElement(tensor)

/** Bytes from the begin of a part of a concat or pack to the begin of the next. */
const partBytes = (whole: Tensor, part: Tensor) => {
  const elements = whole.op === 'concat' ? (part.shape.at(-1) ?? 1) : sizeOf(part.shape)
  return elements * bytesPerElement(whole)
}

/** Its numbers are produced by an op, into a place of its own choosing. */
function isMovable(tensor: Tensor, program: Program, taken: ReadonlySet<Tensor>): boolean {
  const fixed = isLeaf(tensor) || tensor.op === 'slice' || updates[tensor.op] !== undefined
  return !fixed && !taken.has(tensor) && ![...program.outputs.values()].includes(tensor)
}

const storedAlike = (a: Tensor, b: Tensor) => bytesPerElement(a) === bytesPerElement(b)

/** Parts that are written straight into their concat or pack: part -> whole and offset. */
function claimParts(program: Program): Map<Tensor, { whole: Tensor; offset: number }> {
  const claims = new Map<Tensor, { whole: Tensor; offset: number }>()
  const taken = new Set<Tensor>()
  for (const whole of program.tensors) {
    if (whole.op !== 'concat' && whole.op !== 'pack') continue
    let offset = 0
    for (const part of whole.inputs) {
      const composite = part.op === 'concat' || part.op === 'pack'
      if (!composite && storedAlike(part, whole) && isMovable(part, program, taken)) {
        claims.set(part, { whole, offset })
        taken.add(part)
      }
      offset += partBytes(whole, part)
    }
  }
  return claims
}

function placeTensors(program: Program): Map<Tensor, Placement> {
  const claims = claimParts(program)
  const placements = new Map<Tensor, Placement>()
  const place = (tensor: Tensor): Placement => {
    const known = placements.get(tensor)
    if (known) return known
    const placement = placeOne(tensor)
    placements.set(tensor, placement)
    return placement
  }
  const placeOne = (tensor: Tensor): Placement => {
    if (tensor.op === 'view') {
      const offset = tensor.attributes.offset * bytesPerElement(tensor)
      return { root: tensor.inputs[0], offset, pitch: rowBytes(tensor) }
    }
    if (tensor.op === 'slice') {
      const source = place(tensor.inputs[0])
      const start = tensor.attributes.start * bytesPerElement(tensor)
      return { ...source, offset: source.offset + start }
    }
    const claim = claims.get(tensor)
    if (!claim) return { root: tensor, offset: 0, pitch: rowBytes(tensor) }
    const pitch = claim.whole.op === 'concat' ? rowBytes(claim.whole) : rowBytes(tensor)
    return { root: claim.whole, offset: claim.offset, pitch }
  }
  program.tensors.forEach(place)
  return placements
}

interface Block {
  readonly owner: Tensor
  readonly workspace: boolean
  readonly size: number
  first: number
  last: number
}

/** First definition and last use of every arena buffer, by position in the program. */
function lifetimes(
  program: Program,
  placements: ReadonlyMap<Tensor, Placement>,
  workspaceOf: (tensor: Tensor) => number,
): Block[] {
  const roots = new Map<Tensor, Block>()
  const workspaces: Block[] = []
  const touch = (tensor: Tensor, now: number) => {
    const owner = placements.get(tensor)?.root ?? tensor
    if (owner.op === 'state') return
    const size = align(bytesOf(owner))
    const block = roots.get(owner) ?? { owner, workspace: false, size, first: now, last: now }
    block.first = Math.min(block.first, now)
    block.last = Math.max(block.last, now)
    roots.set(owner, block)
  }
  program.tensors.forEach((tensor, now) => {
    for (const input of tensor.inputs) touch(input, now)
    touch(tensor, now)
    const size = align(workspaceOf(tensor))
    if (size) workspaces.push({ owner: tensor, workspace: true, size, first: now, last: now })
  })
  // The host writes inputs before a run and reads outputs after it.
  for (const tensor of program.tensors) {
    if (isLeaf(tensor)) for (const now of [0, program.tensors.length]) touch(tensor, now)
  }
  for (const output of program.outputs.values()) touch(output, program.tensors.length)
  return [...roots.values(), ...workspaces]
}

/** Lowest gap of `size` between blocks that are alive at the same time. */
function lowestGap(size: number, neighbours: readonly { offset: number; size: number }[]): number {
  let offset = 0
  for (const block of [...neighbours].sort((a, b) => a.offset - b.offset)) {
    if (block.offset - offset >= size) break
    offset = Math.max(offset, block.offset + block.size)
  }
  return offset
}

/**
 * Plans a program's memory: largest first, each at the lowest place free for its whole life.
 * @param workspaceOf bytes of scratch memory an op wants while it runs
 */
export function planMemory(
  program: Program,
  workspaceOf: (tensor: Tensor) => number = () => 0,
): MemoryPlan {
  const placements = placeTensors(program)
  const blocks = lifetimes(program, placements, workspaceOf).sort((a, b) => b.size - a.size)
  const placed: (Block & { offset: number })[] = []
  for (const block of blocks) {
    const alive = placed.filter((p) => p.first <= block.last && block.first <= p.last)
    placed.push({ ...block, offset: lowestGap(block.size, alive) })
  }
  const offsets = (workspace: boolean) =>
    new Map(placed.filter((p) => p.workspace === workspace).map((p) => [p.owner, p.offset]))
  return {
    placements,
    arena: offsets(false),
    workspaces: offsets(true),
    size: placed.reduce((end, p) => Math.max(end, p.offset + p.size), 0),
  }
}

/** Parts of a concat or pack that the plan could not place inside it: to be copied, each to its byte offset. */
export function partsToCopy(whole: Tensor, plan: MemoryPlan): { part: Tensor; offset: number }[] {
  const copies: { part: Tensor; offset: number }[] = []
  let offset = 0
  for (const part of whole.inputs) {
    const placement = plan.placements.get(part)
    const inPlace = placement?.root === whole && placement.offset === offset
    if (!inPlace) copies.push({ part, offset })
    offset += partBytes(whole, part)
  }
  return copies
}
