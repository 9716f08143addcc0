/** What a conformance case is: a small graph with its numbers, by formula. No backend here. */

import type { Shape } from '../../src/base/shape.ts'
import type { HostData } from '../../src/engine/device.ts'
import { Graph } from '../../src/engine/graph.ts'
import type { OpName, Tensor } from '../../src/engine/ops.ts'
import { buildProgram, type Program } from '../../src/engine/program.ts'
import { concat, slice } from '../../src/engine/trace.ts'
import { symmetric } from '../golden/formula.ts'

/** Makes a case's leaves and remembers the numbers they hold. */
export class Leaves {
  readonly graph = new Graph()
  readonly inputs: Record<string, HostData> = {}
  readonly states: Record<string, HostData> = {}
  #count = 0

  /** Float32 numbers in [-1, 1), or the given ones, written before each run. */
  numbers(shape: Shape, data: Float32Array = this.#formula(shape)): Tensor {
    const name = this.#name('x')
    this.inputs[name] = data
    return this.graph.input(name, shape)
  }

  integers(...data: number[]): Tensor {
    const name = this.#name('i')
    this.inputs[name] = Int32Array.from(data)
    return this.graph.input(name, [data.length], 'i32')
  }

  constant(shape: Shape, data: Float32Array = this.#formula(shape)): Tensor {
    return this.graph.constant(data, shape)
  }

  /** Numbers that stay on the device; read back after the runs. */
  state(shape: Shape, data: Float32Array = this.#formula(shape)): Tensor {
    const name = this.#name('s')
    this.states[name] = data
    return this.graph.state(name, shape)
  }

  /** Numbers that lie apart: channels from the middle of a wider tensor. */
  slice(shape: Shape): Tensor {
    const width = shape.at(-1) ?? 1
    return slice(this.numbers([...shape.slice(0, -1), width + 5]), 3, width)
  }

  #formula(shape: Shape): Float32Array {
    return symmetric(++this.#count, shape)
  }

  #name(prefix: string): string {
    return `${prefix}${Object.keys(this.inputs).length + Object.keys(this.states).length}`
  }
}

export interface Case {
  readonly op: OpName | 'composition'
  /** What is special about it; unique among the cases of its op. */
  readonly name: string
  /** Outputs by name. */
  readonly trace: (leaves: Leaves) => Readonly<Record<string, Tensor>>
}

/** A case made ready: what to load and what to write. */
export interface TracedCase {
  readonly program: Program
  readonly inputs: Readonly<Record<string, HostData>>
  readonly states: Readonly<Record<string, HostData>>
}

/** Numbers for each leaf: the given ones, else by formula. */
function byFormula(
  leaves: ReadonlyMap<string, Tensor>,
  given: Readonly<Record<string, HostData>>,
): Record<string, HostData> {
  const entries = [...leaves].map(
    ([name, { shape }], i) => [name, given[name] ?? symmetric(500 + i, shape)] as const,
  )
  return Object.fromEntries(entries)
}

const traced = new WeakMap<Case, TracedCase>()

/** A case is traced once, whatever number of devices tries it. */
export function traceCase(row: Case): TracedCase {
  const known = traced.get(row) ?? traceNew(row)
  traced.set(row, known)
  return known
}

function traceNew({ op, trace }: Case): TracedCase {
  const leaves = new Leaves()
  const program = buildProgram(op, leaves.graph, trace(leaves))
  const inputs = byFormula(program.inputs, leaves.inputs)
  return { program, inputs, states: byFormula(program.states, leaves.states) }
}

/** Makes the tensor a part of a wider one, so that its kernel writes rows that lie apart. */
export function asPart(leaves: Leaves, tensor: Tensor): Tensor {
  const outer = tensor.shape.slice(0, -1)
  return concat(leaves.numbers([...outer, 3]), tensor, leaves.numbers([...outer, 2]))
}
