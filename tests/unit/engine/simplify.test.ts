import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Graph, named } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { buildProgram } from '../../../src/engine/program.ts'
import {
  add,
  addBias,
  addRows,
  assign,
  clamp,
  conv2d,
  matmul,
  relu,
  reluGradient,
} from '../../../src/engine/trace.ts'
import { coded } from '../../coded.ts'
import { anySteps, draw } from './random-graphs.ts'
import { countOps, evaluate, evaluator, fillLeaves, type Outputs, unsimplified } from './support.ts'

const simplified = (graph: Graph, outputs: Outputs) => buildProgram('test', graph, outputs)

/** A convolution on inputs of the graph: (2, 4, 4, 3) -> (2, 4, 4, 5). */
function convolution(graph: Graph): Tensor {
  const [x, w] = [graph.input('x', [2, 4, 4, 3]), graph.input('w', [3, 3, 3, 5])]
  return conv2d(x, w, { padding: 1 })
}

const image = [2, 4, 4, 5]

function epilogueOf(graph: Graph, outputs: Outputs) {
  const found = simplified(graph, outputs).tensors.find(({ op }) => op === 'conv2d')
  return found?.op === 'conv2d' ? found.attributes.epilogue : undefined
}

describe('fusion', () => {
  it('folds bias, rows, add and relu into the convolution before them', () => {
    const graph = new Graph()
    const biased = addBias(convolution(graph), graph.input('bias', [5]))
    const rows = addRows(biased, graph.input('rows', [2, 5]))
    const y = relu(add(graph.input('other', image), rows))
    expect(countOps(simplified(graph, { y }))).toEqual({ conv2d: 1 })
    expect(epilogueOf(graph, { y })).toEqual(['bias', 'rows', 'add', 'relu'])
  })

  it('folds a relu’s gradient as a mask', () => {
    const graph = new Graph()
    const y = reluGradient(convolution(graph), graph.input('mask', image))
    expect(epilogueOf(graph, { y })).toEqual(['mask'])
  })

  it('adds no bias after rows and nothing after relu: the order is fixed', () => {
    const graph = new Graph()
    const rows = addRows(convolution(graph), graph.input('rows', [2, 5]))
    const biased = relu(addBias(rows, graph.input('bias', [5])))
    expect(countOps(simplified(graph, { biased }))).toEqual({ conv2d: 1, addBias: 1, relu: 1 })
    const twice = reluGradient(relu(convolution(graph)), graph.input('mask', image))
    expect(countOps(simplified(graph, { twice }))).toEqual({ conv2d: 1, reluGradient: 1 })
  })

  it('leaves a result alone that is read twice or is an output', () => {
    const graph = new Graph()
    const h = convolution(graph)
    const y = relu(h)
    expect(countOps(simplified(graph, { y, h }))).toEqual({ conv2d: 1, relu: 1 })
    expect(countOps(simplified(graph, { y: add(y, h) }))).toEqual({ conv2d: 1, relu: 1, add: 1 })
  })

  it('does not add a convolution to itself as its own epilogue', () => {
    const graph = new Graph()
    const h = convolution(graph)
    expect(countOps(simplified(graph, { y: add(h, h) }))).toEqual({ conv2d: 1, add: 1 })
  })

  it('takes one of two contractions that are added', () => {
    const graph = new Graph()
    const input = (name: string) => graph.input(name, [4, 4])
    const y = add(matmul(input('a'), input('b')), matmul(input('c'), input('d')))
    expect(countOps(simplified(graph, { y }))).toEqual({ matmul: 2 })
  })

  it('is called by what it began as where its end has no name', () => {
    const graph = new Graph()
    const y = addBias(named(convolution(graph), 'conv'), graph.input('b', [5]))
    const sum = addRows(y, graph.input('rows', [2, 5]))
    expect(simplified(graph, { y: relu(sum) }).tensors.at(-1)?.label).toBe('conv')
  })

  it('keeps the label of what it ends as', () => {
    const graph = new Graph()
    const y = relu(convolution(graph))
    y.label = 'conv1'
    expect(simplified(graph, { y }).outputs.get('y')?.label).toBe('conv1')
  })
})

describe('common results', () => {
  it('are computed once', () => {
    const graph = new Graph()
    const x = graph.input('x', [4])
    const y = add(relu(add(x, x)), relu(add(x, x)))
    expect(countOps(simplified(graph, { y }))).toEqual({ add: 2, relu: 1 })
  })

  it('differ where attributes or data differ', () => {
    const graph = new Graph()
    const x = graph.input('x', [3, 3])
    const ones = () => graph.constant(new Float32Array(9).fill(1), [3, 3])
    const y = add(add(matmul(x, x), matmul(x, x, { transposeA: true })), add(ones(), ones()))
    expect(countOps(simplified(graph, { y }))['matmul']).toBe(2)
    const constants = simplified(graph, { y }).tensors.filter(({ op }) => op === 'constant')
    expect(constants).toHaveLength(2)
  })

  it('are not taken from before a state was overwritten', async () => {
    const graph = new Graph()
    const state = graph.state('s', [3])
    const before = relu(state)
    assign(state, graph.input('x', [3]))
    const after = relu(state)
    const leaves = { s: Float64Array.of(1, 2, 3), x: Float64Array.of(4, 5, 6) }
    const results = await evaluate(graph, { before, after }, leaves)
    expect(results).toEqual({ before: leaves.s, after: leaves.x, s: leaves.x })
  })

  it('are not finished after a state they read was overwritten', async () => {
    const graph = new Graph()
    const state = graph.state('s', [1, 1])
    const product = matmul(graph.input('x', [1, 1]), state)
    assign(state, graph.input('z', [1, 1]))
    const leaves = { s: Float64Array.of(2), x: Float64Array.of(3), z: Float64Array.of(10) }
    const results = await evaluate(graph, { y: relu(product) }, leaves)
    expect(results['y']).toEqual(Float64Array.of(6))
  })
})

describe('what nothing needs', () => {
  it('is gone, its leaves too', () => {
    const graph = new Graph()
    const x = graph.input('x', [4])
    add(relu(x), graph.input('unused', [4]))
    const program = simplified(graph, { y: relu(x) })
    expect(countOps(program)).toEqual({ relu: 1 })
    expect([...program.inputs.keys()]).toEqual(['x'])
  })

  it('stays where it has an effect', () => {
    const graph = new Graph()
    const x = graph.input('x', [4])
    assign(graph.state('s', [4]), add(x, x))
    assign(graph.state('s', [4]), x)
    const program = simplified(graph, { y: relu(x) })
    expect(countOps(program)).toEqual({ relu: 1, add: 1, assign: 2 })
    expect([...program.states.keys()]).toEqual(['s'])
  })
})

describe('a program', () => {
  it('has each tensor after its inputs', () => {
    const graph = new Graph()
    const { tensors } = simplified(graph, {
      y: relu(addBias(convolution(graph), graph.input('bias', [5]))),
    })
    const seen = new Set<Tensor>()
    for (const tensor of tensors) {
      expect(tensor.inputs.filter((input) => !seen.has(input))).toEqual([])
      seen.add(tensor)
    }
  })

  it('refuses a leaf as an output', () => {
    const graph = new Graph()
    const attempt = () => buildProgram('sampling step', graph, { y: graph.input('x', [2]) })
    expect(attempt).toThrow(
      coded('program.output-given', { output: 'y', program: 'sampling step', kind: 'input' }),
    )
  })

  it('computes what the graph did, bit for bit, on random graphs', async () => {
    const holds = fc.asyncProperty(anySteps, async (steps) => {
      const { graph, outputs } = draw(steps)
      const plain = unsimplified(graph, outputs)
      const leaves = fillLeaves(plain)
      const expected = await (await evaluator(plain))(leaves)
      const program = simplified(graph, outputs)
      const results = await (await evaluator(program))(leaves)
      for (const [name, numbers] of Object.entries(results)) expect(numbers).toEqual(expected[name])
      expect(program.tensors.length).toBeLessThanOrEqual(plain.tensors.length)
    })
    await fc.assert(holds, { numRuns: 100 })
  })
})

describe('attributes that JSON does not know', () => {
  it.each([
    ['infinities', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    ['an infinity and NaN', Number.POSITIVE_INFINITY, Number.NaN],
    ['zeros of both signs', 0, -0],
  ])('distinguishes %s', (_, one, other) => {
    const graph = new Graph()
    const x = graph.input('x', [2])
    const lows = [one, other, other].map((low) => clamp(x, low, 7))
    const { outputs } = simplified(graph, { a: lows[0], b: lows[1], c: lows[2] })
    expect(outputs.get('a')).not.toBe(outputs.get('b'))
    expect(outputs.get('b')).toBe(outputs.get('c'))
  })
})

it('keeps views of one state apart that differ in shape alone', () => {
  const graph = new Graph()
  const state = graph.state('s', [12])
  const [flat, matrix] = [graph.view(state, 0, [12]), graph.view(state, 0, [3, 4])]
  const program = simplified(graph, { flat: relu(flat), matrix: relu(matrix) })
  const shapes = [...program.outputs.values()].map(({ shape }) => shape)
  expect(shapes).toEqual([[12], [3, 4]])
})
