/** Which weights of a run to sample with: the EMA, or the raw ones. */

import { type LoadedFile, loadModelFile } from '../hosts/node/model-file.ts'
import type { Assumed } from '../models/contents.ts'
import { weightsWarning } from '../nn/large-weights.ts'

export const weightChoices = ['ema', 'raw'] as const
export type WeightChoice = (typeof weightChoices)[number]

/**
 * `loadModelFile`, with the average where there is one and nothing else is said.
 * @throws {DdpmError} where the model cannot be read.
 */
export function loadWith(
  source: string,
  choice: WeightChoice | undefined,
  assume?: Assumed,
): Promise<LoadedFile> {
  return loadModelFile(source, {
    weights: choice === 'raw' ? 'raw' : 'ema',
    ...(assume && { assume }),
  })
}

/** Which of its weights a file was loaded with; undefined where it holds but one set. */
export function takenWeights(
  { checkpoint }: LoadedFile,
  choice: WeightChoice = 'ema',
): WeightChoice | undefined {
  return checkpoint?.ema && choice
}

/** What is to be said of the weights that were loaded: lines, most often none. */
export function weightNotices(
  loaded: LoadedFile,
  choice: WeightChoice | undefined,
  assume?: Assumed,
): string[] {
  const large = weightsWarning(loaded.network, loaded.weights)
  return [
    ...(loaded.notes ?? (assume ? [saysItself(loaded)] : [])),
    ...(large ? [`Warning: ${large}`] : []),
    ...choiceNotices(loaded, choice),
  ]
}

const saysItself = ({ path }: LoadedFile) =>
  `${path} says what its model is, so options for models of other programs change nothing`

function choiceNotices(loaded: LoadedFile, choice: WeightChoice | undefined): string[] {
  const taken = takenWeights(loaded, choice)
  if (taken === 'raw') return ['Using the raw weights, not their EMA']
  // what was taken of a file of another program is in its notes
  if (taken || !choice || loaded.notes) return []
  return [
    `${loaded.path} holds one set of weights, so --weights ${choice} changes nothing: the folder ` +
      'of a run trained with --ema-decay holds two',
  ]
}
