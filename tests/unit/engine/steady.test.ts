import { describe, expect, it } from 'vitest'
import { Graph } from '../../../src/engine/graph.ts'
import { overwrittenStates, steadyTensors } from '../../../src/engine/steady.ts'
import { adam, add, assign, relu, slice } from '../../../src/engine/trace.ts'
import { unsimplified } from './support.ts'

describe('the states that a program overwrites', () => {
  it('are those that assign and Adam write, not those they read', () => {
    const graph = new Graph()
    const [p, g, m, v] = ['p', 'g', 'm', 'v'].map((name) => graph.state(name, [4]))
    const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
    adam([p, g, m, v, graph.state('row', [4])], options)
    assign(graph.state('average', [4]), add(p, graph.state('w', [4])))
    const program = unsimplified(graph, {})
    expect([...overwrittenStates(program)]).toEqual(['p', 'm', 'v', 'average'])
  })

  it('are the average, too, where Adam keeps one', () => {
    const graph = new Graph()
    const [p, g, m, v, average] = ['p', 'g', 'm', 'v', 'a'].map((name) => graph.state(name, [4]))
    const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, average: true }
    adam([p, g, m, v, graph.input('row', [4]), average, graph.state('guard', [])], options)
    expect([...overwrittenStates(unsimplified(graph, {}))]).toEqual(['p', 'm', 'v', 'a'])
  })

  it('are overwritten where a view of them is', () => {
    const graph = new Graph()
    const view = graph.view(graph.state('flat', [9]), 2, [2, 3])
    assign(view, relu(view))
    expect([...overwrittenStates(unsimplified(graph, {}))]).toEqual(['flat'])
  })
})

describe('steady tensors', () => {
  it('are constants, states and views of them', () => {
    const graph = new Graph()
    const state = graph.state('w', [100])
    const view = graph.view(state, 30, [4, 10])
    const column = slice(slice(view, 2, 5), 1, 1)
    const constant = graph.constant(new Float32Array(6), [2, 3])
    const part = slice(constant, 0, 2)
    const program = unsimplified(graph, { a: relu(column), b: relu(part) })
    const steady = steadyTensors(program)
    for (const tensor of [state, view, column]) expect(steady.get(tensor)).toBe(state)
    for (const tensor of [constant, part]) expect(steady.get(tensor)).toBe(constant)
  })

  it('are not inputs, nor views of them, nor what is computed', () => {
    const graph = new Graph()
    const x = graph.input('x', [2, 4])
    const y = relu(graph.state('w', [2, 4]))
    const program = unsimplified(graph, { x: relu(slice(x, 1, 2)), y: slice(y, 1, 2) })
    expect([...steadyTensors(program).keys()].map(({ op }) => op)).toEqual(['state'])
  })

  it('are no part of a state that is overwritten anywhere in the program', () => {
    const graph = new Graph()
    const [flat, other] = [graph.state('flat', [9]), graph.state('other', [9])]
    const before = graph.view(flat, 0, [2])
    const y = add(before, graph.view(other, 0, [2]))
    assign(graph.view(flat, 7, [2]), y)
    const steady = steadyTensors(unsimplified(graph, { y }))
    expect([flat, before].filter((tensor) => steady.has(tensor))).toEqual([])
    expect(steady.get(other)).toBe(other)
  })
})
