/** What can go wrong with a training: its options, its data, its checkpoints, its numbers. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { type Shape, showShape } from '../base/shape.ts'

/** A value as it was given. */
const shown = (value: unknown) => (typeof value === 'string' ? `"${value}"` : String(value))

/** An option that is not what it may be. */
export interface OutOfRange {
  readonly option: string
  readonly value: unknown
  /** In words: `a whole number of at least 1`. */
  readonly allowed: string
}

/** Where a number stopped being finite. */
export interface Culprit {
  /** `output` of a layer, `gradient` of a parameter, or the `norm` of all gradients. */
  readonly part: 'output' | 'gradient' | 'norm'
  /** The layer or the parameter; none for the norm. */
  readonly layer?: string
}

function culpritWords({ part, layer }: Culprit): string {
  if (part === 'norm') return 'the sum of squared gradients'
  return part === 'output' ? `the output of ${layer}` : `the gradient of ${layer}`
}

export const trainingErrors = {
  'training.option-out-of-range': ({ option, value, allowed }: OutOfRange) =>
    `${option} is ${shown(value)}: use ${allowed}`,

  'training.batch-too-large': ({
    batchSize,
    images,
    data,
    validation,
  }: {
    batchSize: number
    images: number
    data: string
    validation: number
  }) => {
    const rest = validation > 0 ? `, without the ${validation} for validation` : ''
    return `batchSize is ${batchSize}: use at most ${images}, the number of images of ${data}${rest}`
  },

  'training.batch-memory': ({
    batchSize,
    bytes,
    limit,
  }: {
    batchSize: number
    bytes: number
    limit: number
  }) =>
    `the images of a batch of ${batchSize} take ${(bytes / 1e9).toFixed(1)} GB, more than the limit ` +
    `of ${(limit / 1e9).toFixed(1)} GB: use a smaller batch`,

  'training.accumulation-uneven': ({
    gradAccumulation,
    batchSize,
  }: {
    gradAccumulation: number
    batchSize: number
  }) => `gradAccumulation is ${gradAccumulation}: use a divisor of the batch size ${batchSize}`,

  'training.image-shape-differs': ({
    data,
    shape,
    wanted,
  }: {
    data: string
    shape: Shape
    wanted: Shape
  }) =>
    `the images of ${data} are ${showShape(shape)} and the model takes ${showShape(wanted)}: ` +
    'build the model with their size and channels',

  'training.image-size-uneven': ({
    size,
    model,
    step,
    near,
  }: {
    size: string
    model: string
    step: number
    near: readonly string[]
  }) =>
    `images of ${size.includes('x') ? size : `${size}x${size}`} cannot be halved from level to level of this ${model}, whose sides are ` +
    `multiples of ${step}: bring them to such a size, for example ${near.join(' or ')}, with ` +
    '--image-size (in code: imageSize)',

  'training.condition-dropout-unsupported': ({ conditionDropout }: { conditionDropout: number }) =>
    `conditionDropout is ${conditionDropout}: use 0, the model has no embedding for "any class"`,

  'training.labels-missing': ({ data, classes }: { data: string; classes: number }) =>
    `the model knows ${classes} classes and ${data} has no labels: ` +
    'train on labelled images, or build the model without classes',

  'training.label-beyond-classes': ({
    data,
    highest,
    classes,
  }: {
    data: string
    highest: number
    classes: number
  }) =>
    `${data} has labels up to ${highest} and the model knows the classes 0 to ${classes - 1}: ` +
    `build it with ${highest + 1} classes`,

  'training.resume-differs': ({
    option,
    value,
    saved,
  }: {
    option: string
    value: string | undefined
    saved: string | undefined
  }) => {
    const why = option === 'training.plannedSteps' ? ', over which the learning rate falls' : ''
    return (
      `${option} is ${value ?? 'not set'} and was ${saved ?? 'not set'} in the checkpoint${why}: ` +
      'resume with the same value, or start a new run'
    )
  },

  'training.minutes-too-short': (v: { minutes: number; seconds: number; spent: number }) =>
    `minutes is ${v.minutes}, and a step takes ${v.seconds.toPrecision(2)} s here, after ` +
    `${Math.ceil(v.spent)} s for loading and measuring: use more minutes, a smaller network or a smaller batch`,

  'training.lengths-exclude': ({ option }: { option: string }) =>
    `minutes and ${option} both say how long the run is: use one of them`,

  'training.parent-without-files': ({ from }: { from: string }) =>
    `${from} cannot be read without files: give the model itself as \`from\``,

  'training.parent-with-resume': () =>
    'from and resume exclude each other: a run that started from a model continues by resume alone',

  'training.parent-of-another': ({ model, parent }: { model: string; parent: string }) =>
    `the model to start from is a ${parent}, whose weights do not fit a ${model}: leave the ` +
    'architecture out, or start without it',

  'training.parent-not-fitted': ({ model }: { model: string }) =>
    `the weights of ${model}, an architecture of your own, are fitted to no other images or classes: ` +
    'use images like those it was trained on, or give the network',

  'training.parent-unlike': ({ parent, model }: { parent: string; model: string }) =>
    `no weights of ${parent} fit this ${model}: change less of its network, or start without it`,

  'training.contradicts-parent': ({
    option,
    value,
    parent,
  }: {
    option: string
    value: string
    parent: string
  }) =>
    `${option} is ${value} and the model to start from was trained with ${parent}, which its weights ` +
    'keep: leave it out',

  'training.no-model-yet': () =>
    'the run has no model before its first checkpoint: await the run, or wait for a checkpoint event',

  'training.run-used': () =>
    'this training run was iterated over before: to continue, call train with the same options and ' +
    '`resume`, the checkpoint of its last checkpoint event',

  'training.diverged': ({
    step,
    learningRate,
    ...culprit
  }: Culprit & { step: number; loss: number; learningRate: number }) =>
    `training diverged at step ${step}: ${culpritWords(culprit)} is not finite. The weights before ` +
    `this step are kept. Use a smaller learning rate (now ${learningRate}), or look for broken images.`,

  'training.loss-exploded': ({
    step,
    loss,
    limit,
    steps,
    learningRate,
  }: {
    step: number
    loss: number
    limit: number
    steps: number
    learningRate: number
  }) =>
    `the loss blew up: it is ${loss.toPrecision(3)} at step ${step} and was above ${limit} for ` +
    `${steps} steps, where predicting nothing at all gives about 1. Use a smaller learning rate ` +
    `(now ${learningRate}), more warm-up steps, or a limit on the gradients' norm (maxGradNorm), ` +
    'and continue from an earlier checkpoint, or start again.',

  'training.ranks-uneven': ({
    world,
    gradAccumulation,
    batchSize,
  }: {
    world: number
    gradAccumulation: number
    batchSize: number
  }) =>
    `a batch of ${batchSize} cannot be divided among ${world} ranks in ${gradAccumulation} parts ` +
    `each: use a batch size that is a multiple of ${world * gradAccumulation}`,

  'training.ranks-unsupported': ({ option, value }: { option: string; value: string }) =>
    `${option} ${value} needs the losses of the whole batch, which no rank of several has: use ` +
    'another value, or train with one rank',
} satisfies ErrorCatalog

/** `throw trainingError('training.run-used')` */
export const trainingError = errorsOf(trainingErrors)
