/** `ddpm/evaluation`: how good samples are, judged by a small classifier that is trained for it. */

export { type Splits, splitLast } from './data/dataset.ts'
export { type Classifier, classifierOf, FEATURES } from './evaluation/classifier.ts'
export {
  type ClassifierProgress,
  type ClassifierRecipe,
  classifierRecipe,
  classifierRecipeFor,
  trainClassifier,
} from './evaluation/classifier-training.ts'
export { type Copies, CopyFinder, type CopyFinderOptions } from './evaluation/copies.ts'
export type { Distances } from './evaluation/distances.ts'
export {
  type ClassReadings,
  type Evaluation,
  type EvaluationOptions,
  type EvaluationProgress,
  evaluate,
  NEIGHBOURS,
  SURE,
} from './evaluation/evaluate.ts'
export { frechetDistance, type Moments, momentsOf } from './evaluation/frechet.ts'
export { type Neighbour, nearestImages } from './evaluation/neighbours.ts'
export { classifyImages, type Readings, type TrainedClassifier } from './evaluation/reading.ts'
export { classifierData, hasClasses } from './evaluation/turned-images.ts'
export { type Caption, type EvaluationSheet, evaluationSheet } from './plots/evaluation-sheet.ts'
