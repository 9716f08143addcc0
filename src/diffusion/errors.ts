/** What can go wrong in diffusion: schedules, samplers, sampling and its tasks. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { type Shape, showShape } from '../base/shape.ts'

interface UnknownName {
  readonly name: string
  readonly known: readonly string[]
}

interface Curve {
  readonly name: string
  readonly t: number
  readonly beta: number
  readonly options: string
}

const scheduleErrors = {
  'schedule.unknown': ({ name, known }: UnknownName) =>
    `the schedule ${name} is unknown${nearest(name, known)}: use ${known.join(', ')}`,
  'schedule.not-a-config': () =>
    'the schedule is not an object with a name: the file is damaged; use another',
  'schedule.alpha-bar-does-not-fall': ({ name, t, beta, options }: Curve) =>
    `beta ${t} of the ${name} schedule is ${beta} with ${options}: ` +
    'use options with which alpha_bar falls at each timestep',
  'schedule.start-not-below-end': ({ start, end }: { start: number; end: number }) =>
    `start is ${start} and end is ${end}: use a start below the end`,
  'schedule.beta-is-one': ({ t, last }: { t: number; last: number }) =>
    `beta ${t} is 1, and ${last} is the last: use numbers in (0, 1), of which the last may be 1`,
  'schedule.timestep-out-of-range': ({ t, last }: { t: number; last: number }) =>
    `the timestep is ${t}: use a whole number from 0 to ${last}`,
  'schedule.too-short-for-zero-snr': () =>
    'zero terminal SNR needs at least 2 timesteps: use more, or leave zeroSnr out',
} satisfies ErrorCatalog

interface Beginning {
  readonly name: string
  readonly t: number
  readonly last: number
  /** Share of x's variance that is image. */
  readonly image: number
}

interface ForeignSchedule {
  readonly name: string
  /** Name and timesteps. */
  readonly built: string
  readonly trained: string
}

const samplerErrors = {
  'sampler.unknown': ({ name, known }: UnknownName) =>
    `the sampler ${name} is unknown${nearest(name, known)}: use ${known.join(', ')}`,
  'sampler.steps-out-of-range': ({ steps, timesteps }: { steps: number; timesteps: number }) =>
    `steps is ${steps}, and the schedule has ${timesteps} timesteps: ` +
    `use a whole number from 1 to ${timesteps}`,
  'sampler.offset-out-of-range': ({ stepsOffset, most }: { stepsOffset: number; most: number }) =>
    `stepsOffset is ${stepsOffset}, which leads past the last timestep: use a whole number from 0 to ${most}, ` +
    'or fewer steps',
  'sampler.start-out-of-range': ({ start, most }: { start: number; most: number }) =>
    `start is ${start}, which leaves no step: use a whole number from 0 to ${most}`,
  'sampler.strength-takes-no-step': ({ strength, steps }: { strength: number; steps: number }) =>
    `strength ${strength} takes none of ${steps} steps: ` +
    `use at least ${(1 / steps).toPrecision(2)}, or more steps`,
  'sampler.eps-at-zero-snr': () =>
    'the schedule leaves nothing of the image in x at its end (zero terminal SNR), where the noise ' +
    'alone does not determine the image: train with the target v or x0, or use another schedule',
  'sampler.begins-amid-schedule': ({ name, t, last, image }: Beginning) =>
    `${name} begins at timestep ${t} of ${last}, where x is ${(100 * image).toPrecision(2)} % ` +
    'image, and sampling begins with pure noise: use spacing trailing or linspace, and no start or ' +
    'strength',
  'sampler.of-another-schedule': ({ name, built, trained }: ForeignSchedule) =>
    `${name} is built for the schedule ${built}, and the model is trained with ${trained}` +
    `${built === trained ? ' and other options' : ''}: build the sampler from the model's schedule`,
} satisfies ErrorCatalog

interface Guided {
  readonly guidance: number
}

const guidanceErrors = {
  'guidance.not-a-number': ({ guidance }: Guided) =>
    `guidance is ${guidance}: use a number, such as 2`,
  'guidance.rescale-out-of-range': ({ guidanceRescale }: { guidanceRescale: number }) =>
    `guidanceRescale is ${guidanceRescale}: use a number from 0 to 1`,
  'guidance.without-classes': ({ option }: { option: string }) =>
    `this model was trained without classes: sample it without ${option}`,
  'guidance.without-labels': ({ guidance }: Guided) =>
    `guidance is ${guidance}, but no classes are asked for: give labels, too`,
  'guidance.without-any-class': ({ guidance }: Guided) =>
    `this model has no embedding for "any class", which guidance ${guidance} needs: use guidance 1`,
  'guidance.not-one-while-inverting': ({ guidance }: Guided) =>
    `guidance is ${guidance}, and inversion needs 1, the model as it was trained: leave it out`,
  'labels.needed': () => 'this model has no embedding for "any class": give a class for each image',
  'labels.count': ({ labels, images }: { labels: number; images: number }) =>
    `there are ${labels} labels for ${images} images: give one for each`,
  'labels.unknown-class': ({ label, classes }: { label: number; classes: number }) =>
    `${label} is not a class of this model: use 0 to ${classes - 1}`,
} satisfies ErrorCatalog

interface Misfit {
  readonly shape: Shape
  readonly length: number
  /** `(N, 28, 28, 1)` */
  readonly wanted: string
}

interface WholeNumber {
  readonly name: string
  readonly value: number
  readonly least: number
}

const samplingErrors = {
  'sampling.number-out-of-range': ({ name, value, least }: WholeNumber) =>
    `${name} is ${value}: use a whole number of at least ${least}`,
  'sampling.images-do-not-fit': ({ shape, length, wanted }: Misfit) =>
    `the images given are ${showShape(shape)} with ${length} numbers, and the model needs ` +
    `${wanted}: resize them`,
  'sampling.weights-do-not-fit': ({
    weights,
    parameters,
  }: {
    weights: number
    parameters: number
  }) =>
    `there are ${weights} weights, and the model has ${parameters} parameters: use the weights ` +
    'trained with it',
  'sampling.not-finite': ({ step, steps, value }: { step: number; steps: number; value: number }) =>
    `after step ${step} of ${steps} the images hold ${value}: these weights are too large for ` +
    'float32, as those of a training that diverged; use an earlier checkpoint, or lower guidance',
  'inpainting.mask-does-not-fit': ({
    shape,
    height,
    width,
  }: {
    shape: Shape
    height: number
    width: number
  }) =>
    `the mask is ${showShape(shape)}, and the images are ${height} pixels high and ${width} wide: ` +
    `give a mask of (${height}, ${width})`,
  'inpainting.mask-empty': () => 'the mask marks nothing to generate: make some of it white (1)',
  'inpainting.rows-do-not-fit': () =>
    'known pixels need a sampler made by repaint, and such a sampler needs known pixels: use ' +
    'inpaint, which gives both',
  'inpainting.sampler-is-multistep': ({ name, known }: UnknownName) =>
    `inpainting takes steps again, and ${name} remembers earlier steps: use ${known.join(', ')}`,
  'interpolation.sampler-is-stochastic': ({ name, known }: UnknownName) =>
    `${name} adds fresh noise at each step, so that no image follows from the one before: use ` +
    `${known.join(', ')}, with eta 0`,
} satisfies ErrorCatalog

export const diffusionErrors = {
  ...scheduleErrors,
  ...samplerErrors,
  ...guidanceErrors,
  ...samplingErrors,
} satisfies ErrorCatalog

export const diffusionError = errorsOf(diffusionErrors)
