/** What stands on the sheet of an evaluation: which samples, and the captions below them. */

import { type NdArray, sizeOf } from '../../base/shape.ts'
import { type Dataset, gatherBatch } from '../../data/dataset.ts'
import { type Evaluation, SURE } from '../../evaluation/evaluate.ts'
import type { Raster } from '../../formats/raster.ts'
import { evaluationSheet } from '../../plots/evaluation-sheet.ts'
import { fixed } from '../../plots/fixed.ts'
import { classNamesFor } from '../named-grid.ts'
import { classNames, type EvaluationReport } from './report.ts'

/** Samples shown; the figures cover all. */
const SHOWN = 64

interface Judged {
  readonly evaluation: Evaluation
  readonly images: NdArray
  readonly data: Dataset
  readonly report: EvaluationReport
  readonly asked?: readonly number[] | undefined
}

/** What the classes are called where they are drawn. */
const namesOf = ({ data, evaluation: { balance = [] } }: Judged) =>
  classNamesFor([...balance.keys()], classNames(data, balance))

/** `cat 99%`, or `dog not cat` where another class was asked. */
function captionsOf(judged: Judged, shown: number) {
  const { evaluation, asked } = judged
  if (!evaluation.readings) return Array.from({ length: shown }, () => ({ text: '' }))
  const { classes, confidences } = evaluation.readings
  const names = namesOf(judged)
  return Array.from({ length: shown }, (_, i) => {
    const name = names[classes[i]]
    const isOther = asked !== undefined && asked[i] !== classes[i]
    const bad = isOther || !(confidences[i] > SURE)
    if (isOther) return { text: `${name} not ${names[asked[i]]}`, bad }
    return { text: name, tail: ` ${Math.floor(100 * confidences[i])}%`, bad }
  })
}

/** Each of the first samples, then the training images nearest to it. */
function neighboursOf({ evaluation, images, data }: Judged) {
  const { neighbours } = evaluation
  const size = sizeOf(images.shape.slice(1))
  const columns = 1 + neighbours[0].length
  const rows = new Float32Array(neighbours.length * columns * size)
  neighbours.forEach((found, i) => {
    const start = i * columns * size
    rows.set(images.data.subarray(i * size, (i + 1) * size), start)
    const indices = found.map(({ index }) => index)
    gatherBatch(data, indices, rows.subarray(start + size))
  })
  const captions = neighbours.flatMap((found) => [
    { text: 'sample' },
    ...found.map(({ distance }) => ({ text: fixed(distance, 1) })),
  ])
  const shape = [neighbours.length * columns, ...images.shape.slice(1)]
  return { images: { shape, data: rows }, captions, columns }
}

/** The sheet of an evaluation. */
export function sheetOf(judged: Judged): Raster {
  const { evaluation, images, data, report } = judged
  const shown = Math.min(SHOWN, evaluation.count)
  const size = sizeOf(images.shape.slice(1))
  const names = namesOf(judged)
  return evaluationSheet({
    title: `Evaluation on ${data.name}`,
    images: {
      shape: [shown, ...images.shape.slice(1)],
      data: images.data.subarray(0, shown * size),
    },
    captions: captionsOf(judged, shown),
    figures: report.figures,
    balance: (evaluation.balance ?? []).map((count, label) => ({ name: names[label], count })),
    neighbours: neighboursOf(judged),
  })
}
