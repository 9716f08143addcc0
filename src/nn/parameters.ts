/**
 * Named parameters in one flat buffer. Names, shapes and order are PyTorch's; inside, filters lie
 * as (KH, KW, I, O) and matrices as (in, out). The two layouts meet only here.
 */

import { type Shape, sizeOf } from '../base/shape.ts'
import type { Graph } from '../engine/graph.ts'
import { named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { RandomStream, streams } from '../engine/random.ts'

/** How PyTorch's values lie inside. */
export type Layout =
  /** (O, I, KH, KW) as (KH, KW, I, O) */
  | 'filter'
  /** (out, in) as (in, out) */
  | 'matrix'
  /** As they are: vectors, and tables with a row per entry. */
  | 'plain'

/** What a parameter's values are before training. */
export type Initial =
  /** Uniform in +-bound. */
  | { readonly kind: 'uniform'; readonly bound: number }
  | { readonly kind: 'constant'; readonly value: number }
  /** N(0, 1) */
  | { readonly kind: 'normal' }

/** A parameter as PyTorch names and shapes it, and how it starts. */
export interface Parameter {
  /** PyTorch's: `conv1.weight`. */
  readonly name: string
  /** PyTorch's: (O, I, KH, KW), (out, in), (rows, n) or (n). */
  readonly shape: Shape
  readonly layout: Layout
  readonly initial: Initial
}

/** A parameter, and where it lies in the flat buffer. */
export interface PlacedParameter extends Parameter {
  /** Where it begins in the flat buffer, in elements. */
  readonly offset: number
}

/** All parameters of the parts of a network, in their order. */
export function parametersOf(
  parts: readonly { readonly parameters: readonly Parameter[] }[],
): Parameter[] {
  return parts.flatMap(({ parameters }) => parameters)
}

/** Parameters one after another. */
export function placeParameters(parameters: readonly Parameter[]): PlacedParameter[] {
  let offset = 0
  return parameters.map((parameter) => {
    offset += sizeOf(parameter.shape)
    return { ...parameter, offset: offset - sizeOf(parameter.shape) }
  })
}

export function countParameters(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0)
}

/** The parameter's shape inside. */
export function engineShape({ shape, layout }: Parameter): Shape {
  if (layout === 'plain') return shape
  const [outs, ins, ...kernel] = shape
  return [...kernel, ins, outs]
}

/** The parameter as a tensor of a graph that holds the flat buffer as state `parameters`. */
export function parameterTensor(
  graph: Graph,
  parameters: readonly PlacedParameter[],
  parameter: PlacedParameter,
): Tensor {
  const flat = graph.state('parameters', [countParameters(parameters)])
  return named(graph.view(flat, parameter.offset, engineShape(parameter)), parameter.name)
}

/** Calls back with (PyTorch position, engine position) for every element of a parameter. */
function eachElement(parameter: Parameter, visit: (torch: number, engine: number) => void): void {
  const { shape, layout } = parameter
  const [outs, ins, ...kernel] = layout === 'plain' ? [sizeOf(shape), 1] : shape
  const taps = sizeOf(kernel)
  let torch = 0
  for (let o = 0; o < outs; o++) {
    for (let i = 0; i < ins; i++) {
      for (let tap = 0; tap < taps; tap++) visit(torch++, (tap * ins + i) * outs + o)
    }
  }
}

/** Copies one parameter out of a flat buffer, into PyTorch's layout. */
export function toTorch(flat: Float32Array, parameter: PlacedParameter): Float32Array {
  const values = new Float32Array(sizeOf(parameter.shape))
  eachElement(parameter, (torch, engine) => {
    values[torch] = flat[parameter.offset + engine]
  })
  return values
}

/** Copies one parameter in PyTorch's layout into a flat buffer. */
export function fromTorch(
  values: Float32Array,
  parameter: PlacedParameter,
  flat: Float32Array,
): void {
  eachElement(parameter, (torch, engine) => {
    flat[parameter.offset + engine] = values[torch]
  })
}

/** The next initial value, as often as it is asked. */
function drawing(initial: Initial, random: RandomStream): () => number {
  switch (initial.kind) {
    case 'uniform':
      return () => (2 * random.nextFloat() - 1) * initial.bound
    case 'constant':
      return () => initial.value
    case 'normal':
      return () => random.nextNormal()
  }
}

/**
 * Initial values, in PyTorch's order of elements: each parameter has random numbers of its own.
 * @param seed whole number from 0 to 2^53 - 1
 */
export function initialParameters(
  parameters: readonly PlacedParameter[],
  seed: number,
): Float32Array {
  const flat = new Float32Array(countParameters(parameters))
  parameters.forEach((parameter, index) => {
    const draw = drawing(parameter.initial, new RandomStream(seed, streams.initialisation, index))
    const values = new Float32Array(sizeOf(parameter.shape))
    for (let k = 0; k < values.length; k++) values[k] = draw()
    fromTorch(values, parameter, flat)
  })
  return flat
}
