/** The grids that runs have made on their way, by epoch. */

import type { RunFile, RunSummary } from '../../../../src/runs/protocol.ts'

export interface Grid {
  /** Infinity for the one that was made at the end. */
  readonly epoch: number
  readonly file: RunFile
}

/** `samples/epoch-012.png`: 12; `samples/epoch-001.50.png`: 1.5, in the middle of the second */
const epochOf = ({ name }: RunFile) => Number(/(\d+(?:\.\d+)?)\D*$/.exec(name)?.[1] ?? Number.NaN)

/** In the order of their epochs. A grid of an end that the run has gone beyond is not the last. */
export function gridsOf({ files }: RunSummary): readonly Grid[] {
  const grids = files
    .filter(({ name }) => name.startsWith('samples/'))
    .map((file) => ({ epoch: epochOf(file), file }))
    .filter(({ epoch }) => Number.isFinite(epoch))
    .sort((a, b) => a.epoch - b.epoch)
  const final = files.find(({ name }) => name === 'final.png')
  const isLast = final && final.written >= (grids.at(-1)?.file.written ?? 0)
  return isLast ? [...grids, { epoch: Infinity, file: final }] : grids
}

/** Where a slider over all of them can stand. */
export const stopsOf = (runs: readonly (readonly Grid[])[]): readonly number[] =>
  [...new Set(runs.flat().map(({ epoch }) => epoch))].sort((a, b) => (a < b ? -1 : 1))

/** What a run had come to at an epoch; nothing before its first grid. */
export const gridAt = (grids: readonly Grid[], epoch: number): Grid | undefined =>
  grids.findLast((grid) => grid.epoch <= epoch)
