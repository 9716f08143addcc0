/**
 * Named parameters in one flat buffer. Names, shapes and order are PyTorch's; inside, filters lie
 * as (KH, KW, I, O) and matrices as (in, out). The two layouts meet only here.
 */

import type { Graph } from '../engine/graph.ts'
import { named } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { RandomStream, streams } from '../engine/random.ts'
import { type Shape, sizeOf } from '../engine/shape.ts'

export interface Parameter {
  /** PyTorch's: `conv1.weight`. */
  readonly name: string
  /** PyTorch's: (O, I, KH, KW), (out, in) or (n). */
  readonly shape: Shape
  /** Initial values are uniform in +-bound. */
  readonly bound: number
}

export interface PlacedParameter extends Parameter {
  /** Where it begins in the flat buffer, in elements. */
  readonly offset: number
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

/** The engine's shape of a PyTorch parameter: (O, I, KH, KW) -> (KH, KW, I, O), (O, I) -> (I, O). */
export function engineShape(shape: Shape): Shape {
  if (shape.length === 4) return [shape[2], shape[3], shape[1], shape[0]]
  return [...shape].reverse()
}

/** The parameter as a tensor of a graph that holds the flat buffer as state `parameters`. */
export function parameterTensor(
  graph: Graph,
  parameters: readonly PlacedParameter[],
  parameter: PlacedParameter,
): Tensor {
  const flat = graph.state('parameters', [countParameters(parameters)])
  return named(graph.window(flat, parameter.offset, engineShape(parameter.shape)), parameter.name)
}

/** Calls back with (PyTorch position, engine position) for every element of a parameter. */
function eachElement(shape: Shape, visit: (torch: number, engine: number) => void): void {
  const [outs, ins, height, width] = [shape[0], shape[1] ?? 1, shape[2] ?? 1, shape[3] ?? 1]
  const taps = height * width
  let torch = 0
  for (let o = 0; o < outs; o++) {
    for (let i = 0; i < ins; i++) {
      for (let tap = 0; tap < taps; tap++) visit(torch++, (tap * ins + i) * outs + o)
    }
  }
}

/** Copies one parameter out of a flat buffer, into PyTorch's layout. */
export function toTorch(flat: Float32Array, { shape, offset }: PlacedParameter): Float32Array {
  const values = new Float32Array(sizeOf(shape))
  eachElement(shape, (torch, engine) => {
    values[torch] = flat[offset + engine]
  })
  return values
}

/** Copies one parameter in PyTorch's layout into a flat buffer. */
export function fromTorch(
  values: Float32Array,
  { shape, offset }: PlacedParameter,
  flat: Float32Array,
): void {
  eachElement(shape, (torch, engine) => {
    flat[offset + engine] = values[torch]
  })
}

/**
 * Initial values: PyTorch's defaults for Conv2d, ConvTranspose2d and Linear. Its kaiming-uniform
 * with a = sqrt(5) comes to +-1/sqrt(fan_in) (He et al. 2015), the bound of its biases too.
 * @param seed whole number from 0 to 2^53 - 1
 */
export function initialParameters(
  parameters: readonly PlacedParameter[],
  seed: number,
): Float32Array {
  const flat = new Float32Array(countParameters(parameters))
  parameters.forEach((parameter, index) => {
    const random = new RandomStream(seed, streams.initialisation, index)
    const values = new Float32Array(sizeOf(parameter.shape))
    for (let k = 0; k < values.length; k++) {
      values[k] = (2 * random.nextFloat() - 1) * parameter.bound
    }
    fromTorch(values, parameter, flat)
  })
  return flat
}
