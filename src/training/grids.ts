/** How often a run shows and keeps what it can, where that is left to it. */

import type { ResolvedTraining } from './options.ts'

/** Grids before the last, at most. */
const MOST_GRIDS = 10
/** Share of the training's work that they may take together. */
const MOST_WORK = 0.1
/** A training step evaluates the network once and goes back through it, which is twice the work. */
const PASSES_PER_STEP = 3

type Grid = Pick<ResolvedTraining, 'sampleCount' | 'sampler' | 'guidance' | 'model' | 'recipe'>

/**
 * Training steps that are as much work as a grid. The work is counted in evaluations of the network for one
 * image, so that the same options give the same grids on every machine.
 */
export function gridWork({ sampleCount, sampler, guidance = 1, model, recipe }: Grid): number {
  const isGuided = model.classes > 0 && guidance !== 1
  const grid = sampleCount * sampler.rows.length * (isGuided ? 2 : 1)
  return grid / (PASSES_PER_STEP * recipe.batchSize)
}

/**
 * Steps between the grids of `sampleEvery: 'auto'`: a tenth of the run, or more where a grid takes more
 * than its share.
 */
export function gridInterval(options: Grid & Pick<ResolvedTraining, 'plannedSteps'>): number {
  const { plannedSteps } = options
  const least = Math.ceil(gridWork(options) / MOST_WORK)
  return Math.max(1, Math.ceil(plannedSteps / MOST_GRIDS), least)
}

/** Epochs at whose end a run is kept and judged, about: more say nothing new. */
const MOST_CHECKPOINTS = 200
/** Steps that a stopped run may lose at most by that. */
const MOST_STEPS_LOST = 100

/**
 * Epochs between checkpoints: each one, but of a few images, whose epochs are a few steps, every so many
 * that a long run has about 200. Otherwise writing them would take longer than the steps.
 */
export function checkpointEpochs({
  plannedSteps,
  trained,
  recipe,
}: Pick<ResolvedTraining, 'plannedSteps' | 'trained' | 'recipe'>): number {
  const perEpoch = Math.floor(trained.count / recipe.batchSize)
  const epochs = Math.ceil(plannedSteps / perEpoch / MOST_CHECKPOINTS)
  return Math.max(1, Math.min(epochs, Math.floor(MOST_STEPS_LOST / perEpoch)))
}
