/** Which files of a run there are, and when each was written: the same of a folder and of a drop. */

import { gridsInOrder, isShown, runFiles, runImages, shownFiles } from './layout.ts'

/** A file of a run that a page may show: `samples/epoch-001.png`. */
export interface RunFile {
  readonly name: string
  /** Milliseconds since 1970, as all times here. */
  readonly written: number
}

export interface Inventory {
  readonly config?: number | undefined
  readonly metrics?: number | undefined
  readonly checkpoint?: number | undefined
  readonly model?: number | undefined
  /** A run draws its loss curve when it ends, early or not. */
  readonly lossCurve?: number | undefined
  /** What a page may show: grids last, the oldest first. */
  readonly shown: readonly RunFile[]
}

/** @param written when each file was written, by its name with `/`, relative to the run */
export function inventoryOf(written: ReadonlyMap<string, number>): Inventory {
  const names = [
    ...shownFiles.filter((name) => written.has(name)),
    ...gridsInOrder([...written.keys()]),
  ]
  return {
    config: written.get(runFiles.config),
    metrics: written.get(runFiles.metrics),
    checkpoint: written.get(runFiles.checkpoint),
    model: written.get(runFiles.model),
    lossCurve: written.get(runImages.lossCurve),
    shown: names.filter(isShown).map((name) => ({ name, written: written.get(name)! })),
  }
}

/** When the run itself has written last; evaluations do not count. */
export function lastWritten({ config, metrics, checkpoint, model, shown }: Inventory) {
  const grid = shown.findLast(({ name }) => name.includes('/'))?.written
  const known = [config, metrics, checkpoint, model, grid].filter((time) => time !== undefined)
  return known.length > 0 ? Math.max(...known) : undefined
}

/**
 * Where a run's newest weights are. The model's file is written last of all; of a run that continues
 * it is that of an earlier end.
 */
export function newestWeights({
  model,
  checkpoint,
}: Inventory): 'model' | 'checkpoint' | undefined {
  if (model !== undefined && model >= (checkpoint ?? 0)) return 'model'
  return checkpoint === undefined ? undefined : 'checkpoint'
}
