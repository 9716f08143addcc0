import { describe, expect, it } from 'vitest'
import { Graph, named } from '../../../src/engine/graph.ts'
import { relu } from '../../../src/engine/trace.ts'
import { coded } from '../../coded.ts'

describe('a graph', () => {
  it('keeps its tensors in the order they were traced', () => {
    const graph = new Graph()
    const x = graph.input('x', [2, 3])
    const y = relu(x)
    expect(graph.tensors).toEqual([x, y])
    expect(graph.tensors.map(({ id }) => id)).toEqual([0, 1])
  })

  it('gives a leaf asked for twice once', () => {
    const graph = new Graph()
    expect(graph.state('w', [4])).toBe(graph.state('w', [4]))
    expect(graph.input('x', [4])).toBe(graph.input('x', [4]))
    expect(graph.tensors).toHaveLength(2)
  })

  it('refuses a name for two things', () => {
    const graph = new Graph()
    graph.input('x', [4])
    const taken = coded('graph.name-taken', { name: 'x', kind: 'input', shape: [4] })
    expect(() => graph.input('x', [5])).toThrow(taken)
    expect(() => graph.state('x', [4])).toThrow(taken)
  })

  it.each([[[0]], [[2, -1]], [[1.5]], [[Number.NaN]]])('refuses the shape %j', (shape) => {
    expect(() => new Graph().input('x', shape)).toThrow(
      coded('shape.size-invalid', { what: 'x', shape }),
    )
  })

  it('takes the type of a constant from its data', () => {
    const graph = new Graph()
    expect(graph.constant(new Float32Array(6), [2, 3]).dtype).toBe('f32')
    expect(graph.constant(new Int32Array(1), []).dtype).toBe('i32')
    expect(() => graph.constant(new Float32Array(5), [2, 3])).toThrow(
      coded('graph.constant-misfit', { length: 5 }),
    )
  })

  it('cuts views from states only, and within them', () => {
    const graph = new Graph()
    const state = graph.state('w', [10])
    expect(graph.view(state, 4, [2, 3]).shape).toEqual([2, 3])
    expect(() => graph.view(state, 5, [2, 3])).toThrow(coded('graph.view-outside'))
    expect(() => graph.view(graph.input('x', [10]), 0, [2])).toThrow(coded('graph.view-outside'))
  })

  it('labels leaves by their name and others on request', () => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    expect(x.label).toBe('x')
    expect(named(relu(x), 'hidden').label).toBe('hidden')
  })
})
