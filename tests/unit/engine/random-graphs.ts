/** Small graphs drawn by fast-check: images through random ops, earlier results used again. */

import fc from 'fast-check'
import { Graph } from '../../../src/engine/graph.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import {
  add,
  addBias,
  addRows,
  assign,
  concat,
  conv2d,
  convTranspose2d,
  linearCombination,
  pack,
  relu,
  reluGradient,
  slice,
  sumSpatial,
} from '../../../src/engine/trace.ts'

const SAMPLES = 2
const SIZE = 3

interface Drawing {
  readonly graph: Graph
  /** Images (SAMPLES, SIZE, SIZE, C) so far. */
  readonly images: readonly Tensor[]
}

/** One step: an op on images picked by number. */
export interface Step {
  readonly kind: string
  readonly picks: readonly [number, number]
}

type Rule = (drawing: Drawing, a: Tensor, b: Tensor) => Tensor

const width = (x: Tensor) => x.shape[3]
const input = ({ graph }: Drawing, ...shape: number[]) =>
  graph.input(`x${graph.tensors.length}`, shape)
/** b where it has the shape of a, else a new input. */
const alike = (drawing: Drawing, a: Tensor, b: Tensor) =>
  width(a) === width(b) ? b : input(drawing, ...a.shape)

/** Ops with gradient rules, and whose numbers do not grow. */
const differentiable: Readonly<Record<string, Rule>> = {
  relu: (_, a) => relu(a),
  add: (d, a, b) => add(a, alike(d, a, b)),
  addBias: (d, a) => addBias(a, input(d, width(a))),
  addRows: (d, a) => addRows(a, input(d, SAMPLES, width(a))),
  linearCombination: (d, a, b) => linearCombination(input(d, SAMPLES, 2), [a, alike(d, a, b)]),
  concat: (_, a, b) => concat(a, b),
  conv2d: (d, a, b) => conv2d(a, input(d, 3, 3, width(a), width(b)), { padding: 1 }),
  convTranspose2d: (d, a) => convTranspose2d(a, input(d, 1, 1, 2, width(a))),
}

/** Ops that slice, place and overwrite besides. */
const all: Readonly<Record<string, Rule>> = {
  ...differentiable,
  reluGradient: (d, a, b) => reluGradient(a, alike(d, a, b)),
  channels: (_, a) => slice(a, Math.floor(width(a) / 2), Math.ceil(width(a) / 2)),
  'computed rows': (_, a, b) => (width(a) === width(b) ? addRows(a, sumSpatial(b)) : relu(a)),
  pack: ({ graph }, a, b) => {
    pack([a, b])
    return graph.input(`x${graph.tensors.length}`, a.shape)
  },
  assign: ({ graph }, a) => assign(graph.state(`s${graph.tensors.length}`, a.shape), a),
  'assign again': ({ graph }, a) => {
    const state = graph.state(`shared by ${width(a)}`, a.shape)
    const before = relu(state)
    assign(state, a)
    return add(before, relu(state))
  },
}

function stepsOf(rules: Readonly<Record<string, Rule>>, most: number): fc.Arbitrary<Step[]> {
  const picks = fc.tuple(fc.nat(), fc.nat())
  const step = fc.record({ kind: fc.constantFrom(...Object.keys(rules)), picks })
  return fc.array(step, { minLength: 1, maxLength: most })
}

export const anySteps = stepsOf(all, 14)
export const differentiableSteps = stepsOf(differentiable, 6)

/** Traces the steps on two inputs. Outputs: the last image, one from the middle, and packs. */
export function draw(steps: readonly Step[], graph = new Graph()) {
  const first = [1, 3].map((c) => graph.input(`images${c}`, [SAMPLES, SIZE, SIZE, c]))
  const images = [...first]
  for (const { kind, picks } of steps) {
    const [a, b] = picks.map((pick) => images[pick % images.length])
    images.push(all[kind]({ graph, images }, a, b))
  }
  const computed = images.filter(({ inputs }) => inputs.length)
  const packs = graph.tensors.filter(({ op }) => op === 'pack')
  const chosen = [computed.at(-1), computed[Math.floor(computed.length / 2)], ...packs]
  const outputs = Object.fromEntries(
    chosen.filter((tensor) => tensor !== undefined).map((tensor, i) => [`y${i}`, tensor]),
  )
  return { graph, images, outputs }
}
