/**
 * `ddpm/training`: what `train` is made of. `trainInSteps` takes a network, a schedule and images as they are
 * and is iterated over; `trainingProgram` is one step as a program.
 */

export { gatherBatch, type Splits, splitLast, usualValidation } from './data/dataset.ts'
export { adamRow, type OptimizerOptions } from './engine/adam.ts'
export { decodeCheckpoint, encodeCheckpoint } from './training/checkpoint.ts'
export type { OptimizerState, Progress, RunConfig } from './training/config.ts'
export type {
  CheckpointEvent,
  DoneEvent,
  EpochEvent,
  SampleEvent,
  SamplingEvent,
  StepEvent,
  ValidatingEvent,
  VariantChangedEvent,
} from './training/events.ts'
export type { TrainingOptions } from './training/options.ts'
export { plainRecipe } from './training/plain-recipe.ts'
export { type PlanSettings, planTraining, type TrainingPlan } from './training/plan.ts'
export { type PlannedRecipe, presetNames } from './training/presets.ts'
export type { Ranks } from './training/ranks.ts'
export type { Recipe } from './training/recipe.ts'
export { trainingProgram } from './training/step.ts'
export { type TrainingSteps, trainInSteps } from './training/steps.ts'
export type { ValidationLoss } from './training/validation.ts'
