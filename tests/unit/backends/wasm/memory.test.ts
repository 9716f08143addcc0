/** The end of what 32-bit addresses reach: no loop may meet an end that wraps to 0. */

import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { CpuBuffer } from '../../../../src/backends/cpu/buffer.ts'
import { CpuJob } from '../../../../src/backends/cpu/job.ts'
import { planProgram } from '../../../../src/backends/cpu/lower/plan.ts'
import { operandOf } from '../../../../src/backends/cpu/lower/program.ts'
import { Queue } from '../../../../src/backends/cpu/queue.ts'
import { inlineRunner } from '../../../../src/backends/wasm/inline.ts'
import { LinearMemory } from '../../../../src/backends/wasm/memory.ts'
import { InternalError } from '../../../../src/base/errors.ts'
import { Graph } from '../../../../src/engine/graph.ts'
import { buildProgram } from '../../../../src/engine/program.ts'
import { addBias } from '../../../../src/engine/trace.ts'
import { coded } from '../../../coded.ts'

const file = new URL('../../../../wasm/simd-single.wasm', import.meta.url)
const REACH = 2 ** 32
const PAGE = 2 ** 16

/** y = x + b, whose arena is far larger than the rest. */
function sum() {
  const graph = new Graph()
  const y = addBias(graph.input('x', [4096, 16]), graph.input('b', [16]))
  return buildProgram('sum', graph, { y })
}

test('the last page that addresses reach is not given away', () => {
  const memory = new LinearMemory(false)
  const start = memory.allocate(64)
  expect(() => memory.allocate(REACH - start - 64)).toThrow(coded('memory.exhausted'))
  const most = REACH - PAGE - start - 64
  expect(memory.allocate(most) + most).toBe(REACH - PAGE)
  expect(() => memory.allocate(1)).toThrow(coded('memory.exhausted'))
})

test('a job whose arena ends where memory does computes all of it', async () => {
  const memory = new LinearMemory(false)
  const runner = await inlineRunner(await WebAssembly.compile(await readFile(file)), memory)
  const program = sum()
  const arena = planProgram(program, 'best').size
  const hole = memory.allocate(arena - 64) // for all but the arena
  const start = hole + arena - 64
  memory.allocate(REACH - PAGE - arena - start)
  memory.free(hole)
  const context = { memory, queue: new Queue(), runner, algorithms: 'best' as const }
  const job = new CpuJob(program, {}, context)
  expect(() => new CpuBuffer(memory, context.queue, 'f32', arena / 4)).toThrow(
    coded('memory.exhausted'),
  )
  await job.write('x', new Float32Array(4096 * 16).fill(1))
  await job.write('b', new Float32Array(16).fill(2))
  await job.run()
  expect((await job.read('y')).every((number) => number === 3)).toBe(true)
})

test('a tensor without a place is an error, not address 0', () => {
  const program = sum()
  const plan = planProgram(program, 'best')
  const addresses = { arena: 64, state: () => 64, constant: () => 64, prepared: () => 64 }
  const y = program.outputs.get('y')!
  expect(operandOf(y, plan, addresses).columns).toBe(16)
  expect(() => operandOf(y, { ...plan, arena: new Map() }, addresses)).toThrow(InternalError)
  expect(() => operandOf(y, { ...plan, placements: new Map() }, addresses)).toThrow(InternalError)
})
