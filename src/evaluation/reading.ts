/** What a trained classifier makes of images: features, and how sure it is of which class. */

import { sizeOf } from '../base/shape.ts'
import type { Device } from '../engine/device.ts'
import { Graph } from '../engine/graph.ts'
import { buildProgram } from '../engine/program.ts'
import { Scope } from '../engine/scope.ts'
import { type Classifier, FEATURES } from './classifier.ts'

/** A classifier and its weights. */
export interface TrainedClassifier {
  readonly classifier: Classifier
  readonly weights: Float32Array
}

/** What a classifier reads in images. */
export interface Readings {
  /** The class each image is read as. */
  readonly classes: Uint8Array
  /** How sure the classifier is of it, 0..1. */
  readonly confidences: Float64Array
  /** (count, FEATURES) */
  readonly features: Float32Array
}

/** Gives the image numbers first .. first + count - 1 as (count, H, W, C) in [-1, 1]. */
export type ImageSource = (first: number, count: number) => Float32Array

const BATCH = 250

/** The most probable class and its share of the softmax. */
function mostProbable(logits: Float32Array): [number, number] {
  let best = 0
  for (let c = 1; c < logits.length; c++) if (logits[c] > logits[best]) best = c
  let sum = 0
  for (const logit of logits) sum += Math.exp(logit - logits[best])
  return [best, 1 / sum]
}

/** Reads `count` images, batch by batch. */
export async function classifyImages(
  device: Device,
  trained: TrainedClassifier,
  count: number,
  images: ImageSource,
): Promise<Readings> {
  const steps = readInSteps(device, trained, count, images)
  for (;;) {
    const next = await steps.next()
    if (next.done) return next.value
  }
}

/** The same; yields after each batch how many images it was. */
export async function* readInSteps(
  device: Device,
  { classifier, weights }: TrainedClassifier,
  count: number,
  images: ImageSource,
): AsyncGenerator<number, Readings> {
  const batch = Math.min(BATCH, count)
  const graph = new Graph()
  const x = graph.input('x', [batch, ...classifier.imageShape])
  const program = buildProgram('classifier', graph, classifier.read(graph, x))
  const readings = {
    classes: new Uint8Array(count),
    confidences: new Float64Array(count),
    features: new Float32Array(count * FEATURES),
  }
  const input = new Float32Array(batch * sizeOf(classifier.imageShape))
  const scope = new Scope()
  try {
    const parameters = scope.own(device.createBuffer('f32', classifier.parameterCount))
    await parameters.write(weights)
    const job = scope.own(await device.load(program, { parameters }))
    for (let first = 0; first < count; first += batch) {
      const some = Math.min(batch, count - first)
      input.set(images(first, some))
      await job.write('x', input)
      await job.run()
      const logits = await job.read('logits')
      const features = await job.read('features')
      readings.features.set(features.subarray(0, some * FEATURES), first * FEATURES)
      for (let i = 0; i < some; i++) {
        const row = logits.subarray(i * classifier.classes, (i + 1) * classifier.classes)
        const [label, confidence] = mostProbable(row)
        readings.classes[first + i] = label
        readings.confidences[first + i] = confidence
      }
      yield some
    }
  } finally {
    scope.free()
  }
  return readings
}
