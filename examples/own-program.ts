/** A program of one's own: a line fitted to points by gradient descent, on the engine's ops alone. */

import { openDevice } from 'ddpm'
import { buildProgram, Graph, gradientsOf, matmul, meanSquaredError } from 'ddpm/engine'

const POINTS = 64
const graph = new Graph()
const x = graph.input('x', [POINTS, 2])
const y = graph.input('y', [POINTS, 1])
const w = graph.input('w', [2, 1])
const loss = meanSquaredError(matmul(x, w), y)
const one = graph.constant(Float32Array.of(1), [])
const [gradient] = gradientsOf(loss, [w], one, graph.tensors)
const program = buildProgram('a line', graph, { loss, gradient })

await using device = await openDevice()
const job = await device.load(program, {})
const xs = Float32Array.from({ length: POINTS }, (_, i) => i / POINTS)
await job.write(
  'x',
  Float32Array.from({ length: 2 * POINTS }, (_, i) => (i % 2 ? 1 : xs[i >> 1])),
)
await job.write(
  'y',
  xs.map((value) => 3 * value - 1),
)

let line = Float32Array.of(0, 0)
for (let step = 0; step < 500; step++) {
  await job.write('w', line)
  await job.run()
  const slope = await job.read('gradient')
  line = line.map((value, i) => value - 0.5 * slope[i])
}
console.log(`y = ${line[0].toFixed(2)} x + ${line[1].toFixed(2)}`)
job.free()
