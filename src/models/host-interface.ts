/**
 * What models leave to the host they run on: writing files, images by a name or a path, classifiers kept
 * from run to run. The door of Node provides it; elsewhere there are no files.
 */

import type { AnyDataset, Dataset, Splits } from '../data/dataset.ts'
import type { LoadDataOptions, LoadSplitsOptions } from '../data/source.ts'
import type { Device } from '../engine/device.ts'
import type { ClassifierProgress } from '../evaluation/classifier-training.ts'
import type { TrainedClassifier } from '../evaluation/reading.ts'
import type { ModelContents, WeightsChoice } from './contents.ts'

export interface ClassifierOptions {
  readonly device: Device
  /** With labels of at least two classes. */
  readonly data: Dataset
  readonly signal?: AbortSignal
}

/** A model as read from a file. */
export interface ReadModel {
  readonly contents: ModelContents
  /** What the file is called: a bundled model's name, or the file's or run folder's own. */
  readonly name: string
  /** Which of its weights, where it holds the EMA as well. */
  readonly taken?: WeightsChoice
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string
}

export interface ModelHost {
  /** A model by a path or its name. @throws {DdpmError} naming the file and what is wrong with it */
  readModel(spec: string): Promise<ReadModel>
  /** Whole or not at all. */
  writeFile(path: string, bytes: Uint8Array): Promise<void>
  /** Images to train on. */
  loadData(spec: string, options?: LoadDataOptions): Promise<Dataset>
  /** The same, left where they are stored if they are a packed set. */
  openData(spec: string, options?: LoadDataOptions): Promise<AnyDataset>
  /** Images to train on, and others of their kind. */
  loadSplits(spec: string, options?: LoadSplitsOptions): Promise<Splits>
  /** The evaluation's classifier for a dataset; yields while it trains. */
  classifierInSteps(
    options: ClassifierOptions,
  ): AsyncGenerator<ClassifierProgress, TrainedClassifier>
}
