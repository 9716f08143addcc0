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
  /** (1, C, 1, 1) as (C) */
  | 'channels'
  /** (P, H, R, C) as (R, P H C): a row of memory holds the keys of all heads, then their values. */
  | 'memory'
  /** (P, H, C, R) as (R, P H C) */
  | 'turned memory'

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
  if (layout === 'channels') return [sizeOf(shape)]
  const { blocks, ins, outs, taps } = axesOf({ shape, layout })
  if (layout === 'memory' || layout === 'turned memory') return [taps * ins, blocks * outs]
  return [...shape.slice(2), ins, outs]
}

/**
 * An element of PyTorch's is (block, out, in, tap) of these; inside it is (tap, in, block, out). Memory has the
 * rows where filters have their inputs.
 */
function axesOf({ shape, layout }: Pick<Parameter, 'shape' | 'layout'>) {
  const [first, second, third, fourth] = shape
  const one = { blocks: 1, ins: 1, taps: 1, isTurned: false }
  switch (layout) {
    case 'memory':
      return { ...one, blocks: first * second, outs: fourth, ins: third, isTurned: true }
    case 'turned memory':
      return { ...one, blocks: first * second, outs: third, ins: fourth }
    case 'filter':
    case 'matrix':
      return { ...one, outs: first, ins: second, taps: sizeOf(shape.slice(2)) }
    default:
      return { ...one, outs: sizeOf(shape) }
  }
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
  const { blocks, outs, ins, taps, isTurned } = axesOf(parameter)
  // how far apart an output's and an input's next elements lie in PyTorch
  const [outStep, inStep] = isTurned ? [1, outs] : [ins * taps, taps]
  for (let block = 0; block < blocks; block++) {
    for (let out = 0; out < outs; out++) {
      for (let i = 0; i < ins; i++) {
        const torch = block * outs * ins * taps + out * outStep + i * inStep
        for (let tap = 0; tap < taps; tap++) {
          visit(torch + tap, ((tap * ins + i) * blocks + block) * outs + out)
        }
      }
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
