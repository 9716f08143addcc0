/** A graph being traced: tensors in the order they were made, which is the order they run in. */

import { checkShape, type Shape, sameShape, sizeOf } from '../base/shape.ts'
import { engineError } from './errors.ts'
import type { DType, OpAttributes, OpName, Precision, Tensor, TensorOf, Tracer } from './ops.ts'
import type { TensorType } from './shape-rules/rule.ts'
import { shapeRules } from './shape-rules.ts'

/** The ops of one program, in the order they were traced. */
export class Graph implements Tracer {
  readonly #tensors: Tensor[] = []
  readonly #named = new Map<string, Tensor>()
  readonly #views = new Map<string, Tensor>()

  /** Everything traced so far. */
  get tensors(): readonly Tensor[] {
    return this.#tensors
  }

  /** Applies an op. @throws {DdpmError} `op.inputs-misfit` where the shapes do not fit it. */
  add<K extends OpName>(op: K, inputs: readonly Tensor[], attributes: OpAttributes[K]): Tensor {
    return this.#append(op, inputs, attributes, shapeRules[op](inputs, attributes))
  }

  /** A tensor the host writes before each run. */
  input(name: string, shape: Shape, dtype: DType = 'f32', precision: Precision = 'f32'): Tensor {
    return this.#leaf('input', name, { shape, dtype, precision })
  }

  /** A tensor that stays on the device from run to run. */
  state(name: string, shape: Shape, dtype: DType = 'f32', precision: Precision = 'f32'): Tensor {
    return this.#leaf('state', name, { shape, dtype, precision })
  }

  /** Numbers known now. */
  constant(data: Float32Array | Int32Array, shape: Shape): Tensor {
    if (data.length !== sizeOf(shape)) {
      throw engineError('graph.constant-misfit', { length: data.length, shape })
    }
    const dtype = data instanceof Int32Array ? 'i32' : 'f32'
    return this.#append('constant', [], { data }, { shape, dtype, precision: 'f32' })
  }

  /** A contiguous part of a flat state; asked for twice, it is one tensor. */
  view(state: Tensor, offset: number, shape: Shape): Tensor {
    const key = `${state.id}:${offset}:${shape}`
    const known = this.#views.get(key)
    if (known) return known
    if (state.op !== 'state' || offset + sizeOf(shape) > sizeOf(state.shape)) {
      throw engineError('graph.view-outside', { state: state.label ?? state.op, offset, shape })
    }
    const { dtype, precision } = state
    const type = { shape, dtype, precision }
    const view = this.#append('view', [state], { offset }, type)
    this.#views.set(key, view)
    return view
  }

  #leaf(op: 'input' | 'state', name: string, type: TensorType): Tensor {
    const shape = checkShape(type.shape, name)
    const known = this.#named.get(name)
    if (known) {
      if (known.op === op && sameShape(known.shape, shape)) return known
      throw engineError('graph.name-taken', {
        name,
        kind: known.op as 'input' | 'state',
        shape: known.shape,
      })
    }
    const leaf = this.#append(op, [], { name }, type)
    leaf.label = name
    this.#named.set(name, leaf)
    return leaf
  }

  #append<K extends OpName>(
    op: K,
    inputs: readonly Tensor[],
    attributes: OpAttributes[K],
    type: TensorType,
  ): Tensor {
    const id = this.#tensors.length
    const tensor: TensorOf<K> = { graph: this, id, op, inputs, attributes, ...type }
    // One op's row of a union over all ops: TypeScript cannot follow the correlation by itself.
    this.#tensors.push(tensor as unknown as Tensor)
    return this.#tensors[id]
  }
}

/** Names a tensor as a person would, for errors and profiles; returns it. */
export function named(tensor: Tensor, label: string): Tensor {
  tensor.label = label
  return tensor
}
