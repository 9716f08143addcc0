/**
 * Rewrites a graph into the one that runs: computed once what was traced twice, nothing that no
 * output needs, and element-wise ops folded into the contraction before them, as its epilogue.
 */

import { InternalError } from '../base/errors.ts'
import { Graph } from './graph.ts'
import {
  type EpilogueStep,
  epilogueSteps,
  isLeaf,
  type OpAttributes,
  type OpName,
  type Tensor,
  type TensorOf,
  updates,
} from './ops.ts'

type Contraction = TensorOf<'conv2d' | 'convTranspose2d' | 'matmul'>

/** Which element-wise op becomes which epilogue step. */
const fusions: { readonly [K in OpName]?: EpilogueStep } = {
  addBias: 'bias',
  addRows: 'rows',
  add: 'add',
  relu: 'relu',
  reluGradient: 'mask',
}

function isContraction(tensor: Tensor): tensor is Tensor & Contraction {
  return tensor.op === 'conv2d' || tensor.op === 'convTranspose2d' || tensor.op === 'matmul'
}

/** Tensors that an output or an effect needs, in order. */
function needed(tensors: readonly Tensor[], outputs: Iterable<Tensor>): Tensor[] {
  const alive = new Set<Tensor>(outputs)
  for (const tensor of tensors) if (updates[tensor.op]) alive.add(tensor)
  for (const tensor of [...tensors].reverse()) {
    if (alive.has(tensor)) for (const input of tensor.inputs) alive.add(input)
  }
  return tensors.filter((tensor) => alive.has(tensor))
}

/** JSON would make null of infinities and NaN, and 0 of -0. */
const exact = (_: string, value: unknown) =>
  typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))
    ? { number: Object.is(value, -0) ? '-0' : `${value}` }
    : value

/** Two tensors with one key hold the same numbers. Constants compare by identity of their data. */
function keyOfTensor(tensor: Tensor, inputs: readonly Tensor[], constants: Map<object, number>) {
  const ids = inputs.map((input) => input.id)
  // one state, seen from one offset in two shapes, is two tensors
  const shape = tensor.op === 'view' ? tensor.shape : []
  if (tensor.op !== 'constant') {
    return JSON.stringify([tensor.op, ids, tensor.attributes, shape], exact)
  }
  const { data } = tensor.attributes
  if (!constants.has(data)) constants.set(data, constants.size)
  return JSON.stringify(['constant', constants.get(data), tensor.shape])
}

/** The epilogue may grow by a step that comes later in its order than all it has. */
function accepts(contraction: Contraction, step: EpilogueStep): boolean {
  const last = contraction.attributes.epilogue.at(-1)
  if (last === 'relu' || last === 'mask') return false
  return !last || epilogueSteps.indexOf(step) > epilogueSteps.indexOf(last)
}

class Rewriter {
  readonly #graph = new Graph()
  readonly #rewritten = new Map<Tensor, Tensor>()
  readonly #known = new Map<string, Tensor>()
  readonly #constants = new Map<object, number>()
  /** How many later tensors and outputs read each original tensor. */
  readonly #uses = new Map<Tensor, number>()
  #lastEffect = -1

  constructor(tensors: readonly Tensor[], outputs: readonly Tensor[]) {
    for (const tensor of tensors) for (const input of tensor.inputs) this.#count(input)
    for (const output of outputs) this.#count(output)
    for (const tensor of tensors) this.#rewritten.set(tensor, this.#rewrite(tensor))
  }

  #count(tensor: Tensor): void {
    this.#uses.set(tensor, (this.#uses.get(tensor) ?? 0) + 1)
  }

  /** No state was overwritten since: the same op now would still read the same numbers. */
  #isCurrent(rewritten: Tensor): boolean {
    return rewritten.id > this.#lastEffect
  }

  get(tensor: Tensor): Tensor {
    const rewritten = this.#rewritten.get(tensor)
    if (!rewritten) throw new InternalError(`${tensor.op} is not part of the graph`)
    return rewritten
  }

  get tensors(): readonly Tensor[] {
    return this.#graph.tensors
  }

  #rewrite(tensor: Tensor): Tensor {
    return this.#fuse(tensor) ?? this.#copy(tensor)
  }

  /** The same op on rewritten inputs; an equal one that exists already is taken instead. */
  #copy(tensor: Tensor): Tensor {
    const inputs = tensor.inputs.map((input) => this.get(input))
    const key = keyOfTensor(tensor, inputs, this.#constants)
    const twin = updates[tensor.op] ? undefined : this.#known.get(key)
    if (twin && (isLeaf(twin) || this.#isCurrent(twin))) return twin
    const copy = isLeaf(tensor)
      ? this.#copyLeaf(tensor, inputs)
      : this.#graph.add<OpName>(tensor.op, inputs, tensor.attributes)
    if (updates[copy.op]) this.#lastEffect = copy.id
    copy.label = tensor.label
    this.#known.set(key, copy)
    return copy
  }

  #copyLeaf(tensor: Tensor, inputs: readonly Tensor[]): Tensor {
    const { shape, dtype, precision } = tensor
    switch (tensor.op) {
      case 'input':
        return this.#graph.input(tensor.attributes.name, shape, dtype, precision)
      case 'state':
        return this.#graph.state(tensor.attributes.name, shape, dtype, precision)
      case 'constant':
        return this.#graph.constant(tensor.attributes.data, tensor.shape)
      case 'view':
        return this.#graph.view(inputs[0], tensor.attributes.offset, tensor.shape)
      default:
        throw new InternalError(`${tensor.op} is not a leaf`)
    }
  }

  /** Folds the op into a contraction whose result nothing else reads. */
  #fuse(tensor: Tensor): Tensor | undefined {
    const step = fusions[tensor.op]
    if (!step) return undefined
    const candidates = step === 'add' ? tensor.inputs : tensor.inputs.slice(0, 1)
    const host = candidates
      .filter((input) => {
        const rewritten = this.get(input)
        const free = this.#uses.get(input) === 1 && this.#isCurrent(rewritten)
        return free && isContraction(rewritten) && accepts(rewritten, step)
      })
      .sort((a, b) => b.id - a.id)[0]
    if (!host) return undefined
    const others = tensor.inputs.filter((input) => input !== host).map((input) => this.get(input))
    return this.#extend(this.get(host) as Contraction, step, others, tensor.label)
  }

  #extend(host: Contraction, step: EpilogueStep, operands: readonly Tensor[], label?: string) {
    const epilogue = [...host.attributes.epilogue, step]
    const attributes = { ...host.attributes, epilogue } as OpAttributes[typeof host.op]
    const fused = this.#graph.add(host.op, [...host.inputs, ...operands], attributes)
    fused.label = label ?? host.label
    return fused
  }
}

/**
 * @returns the outputs of the simplified graph under their names, and its tensors in the order
 * they run.
 */
export function simplify(graph: Graph, outputs: Readonly<Record<string, Tensor>>) {
  const tensors = needed(graph.tensors, Object.values(outputs))
  const rewriter = new Rewriter(tensors, Object.values(outputs))
  const entries = Object.entries(outputs).map(([name, t]) => [name, rewriter.get(t)] as const)
  return {
    outputs: new Map(entries),
    tensors: needed(
      rewriter.tensors,
      entries.map(([, tensor]) => tensor),
    ),
  }
}
