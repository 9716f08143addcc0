/** A small program for tests of the WASM device: y = x + 1, and its sum of squares. */

import type { Device } from '../../../../src/engine/device.ts'
import { Graph } from '../../../../src/engine/graph.ts'
import { buildProgram } from '../../../../src/engine/program.ts'
import { add, sumSquares } from '../../../../src/engine/trace.ts'

export function program(length: number) {
  const graph = new Graph()
  const ones = graph.constant(new Float32Array(length).fill(1), [length])
  const y = add(graph.input('x', [length]), ones)
  return buildProgram('small', graph, { y, squares: sumSquares(y) })
}

/** The results for x = 0, 1, 2, ... */
export async function results(device: Device, length: number) {
  const job = await device.load(program(length), {})
  await job.write(
    'x',
    Float32Array.from({ length }, (_, i) => i),
  )
  await job.run()
  const [y, squares] = [await job.read('y'), await job.read('squares')]
  job.free()
  return { y, squares }
}
