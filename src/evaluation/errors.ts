/** What can go wrong with an evaluation, and with the classifier it needs. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { type Shape, showShape } from '../base/shape.ts'

export const evaluationErrors = {
  'evaluation.too-few-images': ({ what, count }: { what: string; count: number }) =>
    `${what} has ${count === 1 ? '1 image' : `${count} images`}: an evaluation needs at least 2`,

  'evaluation.option-out-of-range': ({
    option,
    value,
    allowed,
  }: {
    option: string
    value: number
    allowed: string
  }) => `${option} is ${value}: use ${allowed}`,

  'evaluation.shapes-differ': ({
    images,
    other,
    classifier,
  }: {
    images: Shape
    other: Shape
    classifier: Shape
  }) =>
    `samples of ${showShape(images)} are compared with images of ${showShape(other)} by a ` +
    `classifier of ${showShape(classifier)}: use the data that the model was trained on`,

  'evaluation.classes-differ': ({ classes, images }: { classes: number; images: number }) =>
    `${classes} classes are given for ${images} samples: give one for each`,

  'classifier.labels-missing': ({ data }: { data: string }) =>
    `${data} has no labels, which the classifier learns from: add a label file, or sort the images ` +
    'into one sub-folder per class',

  'classifier.label-beyond-classes': ({
    data,
    label,
    classes,
  }: {
    data: string
    label: number
    classes: number
  }) => `${data} has the label ${label} and only ${classes} classes: correct its labels`,

  'classifier.one-class': ({ data }: { data: string }) =>
    `all images of ${data} are of one class: a classifier needs at least two`,

  'classifier.diverged': ({
    step,
    loss,
    learningRate,
  }: {
    step: number
    loss: number
    learningRate: number
  }) =>
    `the classifier's loss is ${loss} at step ${step}: use a learning rate below ${learningRate}`,

  'classifier.file-of-another': () => 'the file holds another classifier',

  'classifier.file-damaged': ({ tensor, problem }: { tensor: string; problem: string }) =>
    `${tensor} ${problem}: the file is damaged`,
} satisfies ErrorCatalog

/** `throw evaluationError('classifier.file-of-another')` */
export const evaluationError = errorsOf(evaluationErrors)
