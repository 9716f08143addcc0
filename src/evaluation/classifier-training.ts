/** How the evaluation's classifier is trained: one program per step, batches shifted at random. */

import { checkDataset } from '../data/check-dataset.ts'
import { type Dataset, gatherBatch } from '../data/dataset.ts'
import { epochOrder } from '../data/shuffle.ts'
import { adamAttributes, adamDefaults, adamRow } from '../engine/adam.ts'
import type { Device } from '../engine/device.ts'
import { gradientsOf } from '../engine/gradient.ts'
import { Graph } from '../engine/graph.ts'
import { buildProgram, type Program } from '../engine/program.ts'
import { RandomStream, streams } from '../engine/random.ts'
import { Scope } from '../engine/scope.ts'
import { adam, crossEntropy, pack } from '../engine/trace.ts'
import { initialParameters, parameterTensor } from '../nn/parameters.ts'
import { shiftAtRandom } from './augment.ts'
import { type Classifier, classifierOf } from './classifier.ts'
import { evaluationError } from './errors.ts'
import { classCount, labelsOf } from './labels.ts'

/** Everything that the weights depend on besides the data. */
export interface ClassifierRecipe {
  readonly steps: number
  readonly batchSize: number
  /** Of Adam at its highest; it rises over the first tenth and falls to 0 in a line. */
  readonly learningRate: number
  /** Pixels by which images are moved at most. */
  readonly shift: number
  readonly seed: number
}

/** 99 % on MNIST's test images, within a minute or so on two cores: docs/log.md. */
export const classifierRecipe: ClassifierRecipe = {
  steps: 2500,
  batchSize: 64,
  learningRate: 2e-3,
  shift: 2,
  seed: 0,
}

/** Passes over few images, after which more steps no longer make the classifier better: docs/log.md. */
const MOST_EPOCHS = 40
/** However few images there are. */
const LEAST_STEPS = 200

/** The recipe for some data: `classifierRecipe`, with fewer steps where there are fewer than 4,000 images. */
export function classifierRecipeFor({ count }: Pick<Dataset, 'count'>): ClassifierRecipe {
  const { steps, batchSize } = classifierRecipe
  const enough = Math.max(LEAST_STEPS, Math.ceil((MOST_EPOCHS * count) / batchSize))
  return { ...classifierRecipe, steps: Math.min(steps, enough) }
}

/** How far the classifier's training has come, in steps. */
export interface ClassifierProgress {
  readonly done: number
  readonly total: number
  readonly loss: number
}

/** States: parameters, m, v. Inputs: x, labels, row. Outputs: loss, applied. */
function stepProgram(classifier: Classifier, batchSize: number): Program {
  const graph = new Graph()
  const x = graph.input('x', [batchSize, ...classifier.imageShape])
  const labels = graph.input('labels', [batchSize], 'i32')
  const loss = crossEntropy(classifier.read(graph, x).logits, labels)
  const { parameters, parameterCount } = classifier
  const weights = parameters.map((parameter) => parameterTensor(graph, parameters, parameter))
  const one = graph.constant(Float32Array.of(1), [])
  const gradients = pack(gradientsOf(loss, weights, one, graph.tensors))
  const [flat, m, v] = ['parameters', 'm', 'v'].map((name) => graph.state(name, [parameterCount]))
  const applied = adam(
    [flat, gradients, m, v, graph.input('row', [4]), loss],
    adamAttributes(adamDefaults),
  )
  return buildProgram('classifier’s training step', graph, { loss, applied })
}

/** The learning rate at a step, from 1. */
function rateAt(step: number, { steps, learningRate }: ClassifierRecipe): number {
  const rise = Math.max(1, steps / 10)
  return learningRate * Math.min(step / rise, (steps - step + 1) / (steps - rise + 1), 1)
}

/** Image numbers of one batch after another, each epoch in an order of its own. */
function* batchesOf(
  count: number,
  { batchSize, seed }: ClassifierRecipe,
): Generator<Uint32Array, never> {
  const size = Math.min(batchSize, count)
  for (let epoch = 0; ; epoch++) {
    const order = epochOrder(count, seed, epoch)
    for (let at = 0; at + size <= count; at += size) yield order.subarray(at, at + size)
  }
}

function checkLoss(loss: number, step: number, { learningRate }: ClassifierRecipe): void {
  if (Number.isFinite(loss)) return
  throw evaluationError('classifier.diverged', { step, loss, learningRate })
}

/**
 * A classifier for the images and classes of a dataset, untrained.
 * @throws {DdpmError} `classifier.labels-missing`, `classifier.label-beyond-classes`,
 * `classifier.one-class`
 */
export function classifierFor(data: Dataset): Classifier {
  const classes = classCount(data)
  labelsOf(data, classes)
  if (classes < 2) throw evaluationError('classifier.one-class', { data: data.name })
  return classifierOf([data.height, data.width, data.channels], classes)
}

/**
 * Trains a classifier; yields after each step and returns its weights. The same data, recipe and
 * kernels give the same bits.
 * @param recipe by default `classifierRecipeFor` the data
 * @throws {DdpmError} `classifier.labels-missing`, `classifier.label-beyond-classes`, or
 * `classifier.diverged` where the loss is not finite; the signal's reason where it is aborted
 */
export async function* trainClassifier(
  device: Device,
  classifier: Classifier,
  data: Dataset,
  recipe: ClassifierRecipe = classifierRecipeFor(data),
  signal?: AbortSignal,
): AsyncGenerator<ClassifierProgress, Float32Array> {
  checkDataset(data)
  const labels = labelsOf(data, classifier.classes)
  const batchSize = Math.min(recipe.batchSize, data.count)
  const [height, width, channels] = classifier.imageShape
  const x = new Float32Array(batchSize * height * width * channels)
  const batches = batchesOf(data.count, recipe)
  const scope = new Scope()
  const buffer = () => scope.own(device.createBuffer('f32', classifier.parameterCount))
  try {
    const states = { parameters: buffer(), m: buffer(), v: buffer() }
    await states.parameters.write(initialParameters(classifier.parameters, recipe.seed))
    const job = scope.own(await device.load(stepProgram(classifier, batchSize), states))
    for (let step = 1; step <= recipe.steps; step++) {
      signal?.throwIfAborted()
      const chosen = batches.next().value
      gatherBatch(data, chosen, x)
      const random = new RandomStream(recipe.seed, streams.augmentation, 0, step)
      shiftAtRandom(x, classifier.imageShape, recipe.shift, random)
      await job.write('x', x)
      await job.write(
        'labels',
        Int32Array.from(chosen, (i) => labels[i]),
      )
      await job.write('row', adamRow(rateAt(step, recipe), step))
      await job.run()
      const [loss] = await job.read('loss')
      checkLoss(loss, step, recipe)
      yield { done: step, total: recipe.steps, loss }
    }
    return (await states.parameters.read()) as Float32Array
  } finally {
    scope.free()
  }
}
