/** Ops that move pixels between resolutions. */

import type { Shape } from '../../../src/base/shape.ts'
import type { Tensor } from '../../../src/engine/ops.ts'
import { depthToSpace, spaceToDepth, sumPool, upsample } from '../../../src/engine/trace.ts'
import { asPart, type Case } from '../case.ts'

/** Small images and how many times larger the large ones are. */
const kinds = [
  { small: [1, 1, 1, 1], by: 2 },
  { small: [2, 3, 5, 1], by: 2 },
  { small: [1, 5, 3, 3], by: 3 },
  { small: [3, 7, 7, 8], by: 2 },
  { small: [2, 3, 4, 21], by: 1 },
  { small: [2, 14, 14, 130], by: 2 },
] as const

type Row = (typeof kinds)[number]

function casesOf(
  op: Case['op'],
  from: (row: Row) => Shape,
  resample: (x: Tensor, by: number) => Tensor,
): Case[] {
  return kinds.flatMap((row): Case[] => {
    const shape = from(row)
    const name = `(${shape.join(', ')}) by ${row.by}`
    return [
      { op, name, trace: (l) => ({ y: resample(l.numbers(shape), row.by) }) },
      {
        op,
        name: `slices in, a part out: ${name}`,
        trace: (l) => ({ y: asPart(l, resample(l.slice(shape), row.by)) }),
      },
    ]
  })
}

const smallOf = ({ small }: Row): Shape => small
const largeOf = ({ small: [samples, height, width, channels], by }: Row): Shape => [
  samples,
  height * by,
  width * by,
  channels,
]
const deepOf = ({ small: [samples, height, width, channels], by }: Row): Shape => [
  samples,
  height,
  width,
  channels * by * by,
]

export const resamplingCases: readonly Case[] = [
  ...casesOf('upsample', smallOf, (x, factor) => upsample(x, { factor })),
  ...casesOf('sumPool', largeOf, (x, factor) => sumPool(x, { factor })),
  ...casesOf('spaceToDepth', largeOf, (x, block) => spaceToDepth(x, { block })),
  ...casesOf('depthToSpace', deepOf, (x, block) => depthToSpace(x, { block })),
]
