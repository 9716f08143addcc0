/** Convolutions, their transposes and filter gradients, and matrix products. */

import { type Shape, sizeOf } from '../../../src/base/shape.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { add, addBias, conv2d, convTranspose2d, matmul, slice } from '../../../src/engine/trace.ts'
import { asPart, type Case, type Leaves } from '../case.ts'
import { convolutionsOf, type Sizes, scatteredOf, shapesOf } from '../convolutions.ts'

const sizes: readonly Sizes[] = [
  [1, 1, 1, 1, 1, 1, 1, 1, 0],
  [1, 5, 7, 1, 3, 3, 3, 1, 1],
  [2, 5, 7, 3, 5, 3, 3, 2, 1],
  [1, 6, 6, 8, 16, 3, 3, 1, 1],
  [2, 7, 7, 13, 17, 3, 3, 1, 1],
  [1, 8, 6, 4, 4, 1, 1, 1, 0],
  [3, 9, 5, 3, 1, 1, 1, 1, 0],
  [1, 8, 8, 5, 7, 4, 4, 2, 1],
  [2, 7, 9, 6, 10, 3, 3, 2, 0],
  [1, 6, 5, 2, 6, 4, 4, 1, 0],
  [3, 4, 4, 32, 48, 3, 3, 1, 1],
  [1, 5, 5, 80, 24, 3, 3, 1, 1],
  [2, 9, 4, 7, 9, 3, 1, 1, 1],
  [1, 11, 8, 3, 12, 5, 5, 3, 2],
  [2, 28, 28, 1, 20, 3, 3, 1, 1],
  [5, 14, 14, 12, 1, 1, 1, 1, 0],
  // Few elements: an image of 1 or 3 channels, wide lines and strided ones.
  [3, 13, 17, 1, 64, 3, 3, 1, 1],
  [2, 9, 11, 3, 21, 3, 3, 1, 1],
  [1, 10, 13, 3, 5, 3, 3, 2, 1],
  [2, 6, 9, 1, 19, 5, 5, 1, 4],
  [2, 7, 5, 32, 9, 1, 1, 1, 0],
  // Zeros on one side only, as TensorFlow pads images of an even size: direct, and by Winograd's algorithm.
  [2, 6, 8, 3, 5, 3, 3, 2, 0, 1],
  [2, 16, 16, 32, 40, 3, 3, 2, 0, 1],
  [1, 7, 5, 8, 9, 4, 3, 1, 2, 0],
  // Few columns, of many channels.
  [3, 9, 7, 64, 1, 1, 1, 1, 0],
  [2, 7, 6, 21, 3, 3, 3, 1, 1],
  [1, 5, 8, 17, 4, 3, 3, 2, 1],
  [2, 5, 4, 50, 5, 1, 1, 1, 0],
]

const convolutions = sizes.flatMap((row) => convolutionsOf(row))

const scattered = [sizes[2], sizes[4], sizes[7], sizes[10]].flatMap((row) => scatteredOf(row))

/** [rows, inner size, columns] */
const products = [
  [1, 1, 1],
  [5, 7, 3],
  [1, 20, 16],
  [3, 256, 20],
  [17, 33, 65],
  [64, 8, 16],
  [130, 24, 50],
] as const

const flags = [false, true].flatMap((transposeA) =>
  [false, true].map((transposeB) => ({ transposeA, transposeB })),
)

const matrices = products.flatMap(([m, k, n]) =>
  flags.flatMap(({ transposeA, transposeB }): Case[] => {
    const a = transposeA ? [k, m] : [m, k]
    const b = transposeB ? [n, k] : [k, n]
    const options = { transposeA, transposeB }
    const name = `${m} x ${k} x ${n}, transposed: ${transposeA}, ${transposeB}`
    return [
      { op: 'matmul', name, trace: (l) => ({ y: matmul(l.numbers(a), l.numbers(b), options) }) },
      {
        op: 'matmul',
        name: `slices in, a part out: ${name}`,
        trace: (l) => ({ y: asPart(l, matmul(l.slice(a), l.slice(b), options)) }),
      },
    ]
  }),
)

/** Of the pixels of images: [samples, height, width, inner size, columns] */
const ofImages = [
  [1, 1, 1, 3, 2],
  [2, 5, 7, 33, 20],
  [3, 4, 4, 64, 48],
  [1, 14, 14, 16, 5],
].flatMap(([b, h, w, k, n]): Case[] => {
  const name = `images (${b}, ${h}, ${w}, ${k}) to ${n} columns`
  const [x, dy] = [
    [b, h, w, k],
    [b, h, w, n],
  ]
  return [
    {
      op: 'matmul',
      name,
      trace: (l) => {
        const image = l.numbers(x)
        const biased = addBias(matmul(image, l.numbers([k, n])), l.numbers([n]))
        const turned = matmul(image, l.numbers([n, k]), { transposeB: true })
        return { biased, y: add(turned, l.numbers(dy)) }
      },
    },
    {
      op: 'matmul',
      name: `slices in, a part out: ${name}`,
      trace: (l) => ({ y: asPart(l, matmul(l.slice(x), l.slice([k, n]))) }),
    },
    {
      op: 'matmul',
      name: `two ${name}, the first transposed`,
      trace: (l) => ({
        w: matmul(l.numbers(x), l.numbers(dy), { transposeA: true }),
        ofSlices: asPart(l, matmul(l.slice(x), l.slice(dy), { transposeA: true })),
      }),
    },
  ]
})

/** Weights that no run changes, by where they lie. */
const places: Readonly<Record<string, (l: Leaves, shape: Shape) => Tensor>> = {
  'a state': (l, shape) => l.state(shape),
  'a constant': (l, shape) => l.constant(shape),
  'a view': (l, shape) => l.graph.view(l.state([sizeOf(shape) + 9]), 5, shape),
  'channels of a view': (l, shape) => {
    const wide = [...shape.slice(0, -1), (shape.at(-1) ?? 1) + 3]
    return slice(l.graph.view(l.state([sizeOf(wide) + 9]), 7, wide), 2, shape.at(-1) ?? 1)
  },
}

const lasting = Object.entries(places).flatMap(([place, weights]): Case[] => {
  const { x, w, y, attributes, outputSize } = shapesOf(sizes[7])
  const name = `weights in ${place}`
  const options = { ...attributes, outputSize }
  return [
    {
      op: 'conv2d',
      name,
      trace: (l) => ({ y: conv2d(l.numbers(x), weights(l, w), attributes) }),
    },
    {
      op: 'convTranspose2d',
      name,
      trace: (l) => ({ x: convTranspose2d(l.numbers(y), weights(l, w), options) }),
    },
    {
      op: 'matmul',
      name,
      trace: (l) => ({
        y: matmul(l.numbers([9, 20]), weights(l, [37, 20]), { transposeB: true }),
        z: matmul(l.numbers([20, 9]), weights(l, [20, 37]), { transposeA: true }),
      }),
    },
  ]
})

export const contractionCases: readonly Case[] = [
  ...convolutions,
  ...scattered,
  ...matrices,
  ...ofImages,
  ...lasting,
]
