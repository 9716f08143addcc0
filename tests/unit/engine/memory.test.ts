import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Graph } from '../../../src/engine/graph.ts'
import { type MemoryPlan, partsToCopy, planMemory } from '../../../src/engine/memory.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { buildProgram, type Program } from '../../../src/engine/program.ts'
import { add, concat, matmul, pack, relu, slice } from '../../../src/engine/trace.ts'
import { checkPlan } from './arena.ts'
import { anySteps, draw } from './random-graphs.ts'
import { type Outputs, unsimplified } from './support.ts'

function planned(graph: Graph, outputs: Outputs): { program: Program; plan: MemoryPlan } {
  const program = unsimplified(graph, outputs)
  return { program, plan: planMemory(program) }
}

const placeOf = (plan: MemoryPlan, tensor: Tensor) => plan.placements.get(tensor)

describe('a memory plan', () => {
  it('writes the parts of a concat in place, a row of the whole apart', () => {
    const graph = new Graph()
    const [a, b] = [relu(graph.input('a', [6, 3])), relu(graph.input('b', [6, 5]))]
    const whole = concat(a, b)
    const { program, plan } = planned(graph, { y: whole })
    expect(placeOf(plan, a)).toEqual({ root: whole, offset: 0, pitch: 32 })
    expect(placeOf(plan, b)).toEqual({ root: whole, offset: 12, pitch: 32 })
    expect(partsToCopy(whole, plan)).toEqual([])
    expect(plan.arena.has(a)).toBe(false)
    checkPlan(program, plan)
  })

  it('writes the parts of a pack in place, each contiguous', () => {
    const graph = new Graph()
    const [a, b] = [relu(graph.input('a', [6, 3])), relu(graph.input('b', [2, 5]))]
    const whole = pack([a, b])
    const { program, plan } = planned(graph, { y: whole })
    expect(placeOf(plan, b)).toEqual({ root: whole, offset: 72, pitch: 20 })
    expect(partsToCopy(whole, plan)).toEqual([])
    checkPlan(program, plan)
  })

  it('copies what has another place: inputs, outputs, wholes and slices', () => {
    const graph = new Graph()
    const x = graph.input('x', [2, 3])
    const [output, inner] = [relu(x), concat(relu(x), x)]
    const part = slice(relu(x), 1, 2)
    const whole = concat(x, output, inner, part)
    const { program, plan } = planned(graph, { whole, output })
    expect(partsToCopy(whole, plan)).toEqual([
      { part: x, offset: 0 },
      { part: output, offset: 12 },
      { part: inner, offset: 24 },
      { part, offset: 48 },
    ])
    checkPlan(program, plan)
  })

  it('copies a part that occurs a second time', () => {
    const graph = new Graph()
    const x = relu(graph.input('x', [2, 3]))
    const whole = concat(x, x)
    const { program, plan } = planned(graph, { whole })
    expect(partsToCopy(whole, plan)).toEqual([{ part: x, offset: 12 }])
    checkPlan(program, plan)
  })

  it('reads a slice where it lies, in a tensor, in a slice and in a view', () => {
    const graph = new Graph()
    const x = relu(graph.input('x', [2, 9]))
    const part = slice(slice(x, 2, 6), 1, 4)
    const state = graph.state('w', [100])
    const view = graph.view(state, 30, [4, 10])
    const column = slice(view, 7, 1)
    const { plan } = planned(graph, { a: relu(part), b: relu(column) })
    expect(placeOf(plan, part)).toEqual({ root: x, offset: 12, pitch: 36 })
    expect(placeOf(plan, view)).toEqual({ root: state, offset: 120, pitch: 40 })
    expect(placeOf(plan, column)).toEqual({ root: state, offset: 148, pitch: 40 })
    expect(plan.arena.has(state)).toBe(false)
  })

  it('uses memory again: a long chain needs its input and two buffers', () => {
    const graph = new Graph()
    let x = graph.input('x', [64])
    for (let i = 0; i < 10; i++) x = relu(x)
    expect(planned(graph, { x }).plan.size).toBe(3 * 256)
  })

  it('keeps what is used late', () => {
    const graph = new Graph()
    const first = relu(graph.input('x', [64]))
    let x = first
    for (let i = 0; i < 10; i++) x = relu(x)
    expect(planned(graph, { y: add(x, first) }).plan.size).toBe(4 * 256)
  })

  it('aligns every buffer to 64 bytes', () => {
    const graph = new Graph()
    const y = matmul(graph.input('a', [3, 5]), graph.input('b', [5, 7]))
    const { plan } = planned(graph, { y: relu(y), y2: add(y, relu(y)) })
    expect([...plan.arena.values()].filter((offset) => offset % 64)).toEqual([])
  })

  it('counts an element by its precision, and copies parts of another one', () => {
    const graph = new Graph()
    const half = graph.state('half', [6, 8], 'f32', 'f16')
    const [part, view] = [slice(half, 2, 3), graph.view(half, 8, [2, 4])]
    const whole = concat(relu(graph.input('x', [6, 4])), part)
    const { plan } = planned(graph, { whole, y: relu(view) })
    expect(placeOf(plan, part)).toEqual({ root: half, offset: 4, pitch: 16 })
    expect(placeOf(plan, view)).toEqual({ root: half, offset: 16, pitch: 8 })
    expect([part, view, whole].map(({ precision }) => precision)).toEqual(['f16', 'f16', 'f32'])
    expect(partsToCopy(whole, plan)).toEqual([{ part, offset: 16 }])
  })

  it('stores what is only placed as its inputs are stored', () => {
    const graph = new Graph()
    const halves = concat(
      graph.state('a', [6, 3], 'f32', 'f16'),
      graph.state('b', [6, 3], 'f32', 'f16'),
    )
    expect(halves.precision).toBe('f16')
    expect(planned(graph, { halves }).plan.size).toBe(128) // 6 * 6 * 2 bytes, in whole lines
  })

  it('gives an op a workspace apart from all that lives', () => {
    const graph = new Graph()
    const y = relu(add(relu(graph.input('x', [40])), graph.input('z', [40])))
    const program = unsimplified(graph, { y })
    const workspaceOf = ({ op }: Tensor) => (op === 'add' ? 400 : 0)
    const plan = planMemory(program, workspaceOf)
    expect([...plan.workspaces.keys()].map(({ op }) => op)).toEqual(['add'])
    checkPlan(program, plan, workspaceOf)
  })
})

describe('the check of plans', () => {
  it('sees a plan that puts two living tensors in one place', () => {
    const graph = new Graph()
    const [a, b] = [relu(graph.input('a', [16])), relu(graph.input('b', [16]))]
    const { program, plan } = planned(graph, { y: add(a, b) })
    const arena = new Map(plan.arena).set(b, plan.arena.get(a) ?? 0)
    expect(() => checkPlan(program, { ...plan, arena })).toThrow(/is lost/)
  })
})

describe('plans of random graphs', () => {
  const workspaceOf = ({ op, id }: Tensor) => (op === 'slice' ? 0 : ((id * 7) % 50) * 4)

  it.each([
    ['as traced', unsimplified],
    ['simplified', (graph: Graph, outputs: Outputs) => buildProgram('test', graph, outputs)],
  ])('let every op read what was written for it, %s', (_, programOf) => {
    const holds = fc.property(anySteps, (steps) => {
      const { graph, outputs } = draw(steps)
      const program = programOf(graph, outputs)
      checkPlan(program, planMemory(program, workspaceOf), workspaceOf)
    })
    fc.assert(holds, { numRuns: 300 })
  })
})
