/** How often a run shows what it can, where that is left to it. */

import type { ResolvedTraining } from './options.ts'

/** Grids before the last, at most. */
const MOST_GRIDS = 10
/** Share of the training's work that they may take together. */
const MOST_WORK = 0.1
/** A training step evaluates the network once and goes back through it, which is twice the work. */
const PASSES_PER_STEP = 3

/**
 * Steps between the grids of `sampleEvery: 'auto'`: a tenth of the run, or more where a grid takes more
 * than its share. The work is counted in evaluations of the network for one image, so that the same
 * options give the same grids on every machine.
 */
export function gridInterval(
  options: Pick<
    ResolvedTraining,
    'plannedSteps' | 'sampleCount' | 'sampler' | 'guidance' | 'model' | 'recipe'
  >,
): number {
  const { plannedSteps, sampleCount, sampler, guidance = 1, model, recipe } = options
  const isGuided = model.classes > 0 && guidance !== 1
  const grid = sampleCount * sampler.rows.length * (isGuided ? 2 : 1)
  const step = PASSES_PER_STEP * recipe.batchSize
  return Math.max(1, Math.ceil(plannedSteps / MOST_GRIDS), Math.ceil(grid / step / MOST_WORK))
}
