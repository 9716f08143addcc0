/** Curves of runs, which have steps of their own, as columns over one axis. */

import type { RunDetail } from '../../../../src/runs/protocol.ts'
import type { Column } from '../../parts/chart/chart-props.ts'
import { Smoothed } from '../../parts/smoothed.ts'

export interface Line {
  /** Ascending. */
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** The axis with every place of a line on it, and a column for each line: null where it has no place. */
export function joined(lines: readonly Line[]): readonly Column[] {
  const places = new Set(lines.flatMap(({ x }) => x))
  const axis = [...Float64Array.from(places).sort()]
  const indices = new Map(axis.map((place, i) => [place, i]))
  const columns = lines.map(({ x, y }) => {
    const column = new Array<number | null>(axis.length).fill(null)
    for (let i = 0; i < x.length; i++) column[indices.get(x[i])!] = y[i]
    return column
  })
  return [axis, ...columns]
}

export const lossLine = ({ steps }: RunDetail): Line => ({
  x: steps.map(([step]) => step),
  y: steps.map(([, loss]) => loss),
})

/** @param kept from 0, which changes nothing, to below 1 */
export function smoothedLine({ x, y }: Line, kept: number): Line {
  const smoothed = new Smoothed(kept)
  return { x, y: y.map((value) => smoothed.next(value)) }
}

/** All timesteps, or one of their quarters, from the image to noise. */
export const partsOfTime = ['all', '0', '1', '2', '3'] as const
export type PartOfTime = (typeof partsOfTime)[number]

/** Percent of the samples that copy a training image. */
export const copiesLine = ({ copies }: RunDetail): Line => ({
  x: copies.map(([step]) => step),
  y: copies.map(([, share]) => 100 * share),
})

/** What the run has come to on images that it is not trained on. */
export function validationLine({ epochs }: RunDetail, part: PartOfTime): Line {
  const points = epochs.flatMap(({ step, validation }) => {
    const loss = part === 'all' ? validation?.mean : validation?.quarters[Number(part)]
    return loss === undefined ? [] : [{ step, loss }]
  })
  return { x: points.map(({ step }) => step), y: points.map(({ loss }) => loss) }
}
