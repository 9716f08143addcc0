/** Mistakes in how a command was written: their codes and words. The process ends with exit code 2. */

import { type DdpmError, type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'

type Strings = readonly string[]

/** What a command line is made of: commander finds these. */
const lineErrors = {
  'usage.unknown-command': ({ name, meant }: { name: string; meant?: string | undefined }) =>
    `unknown command '${name}'${meant ? ` (did you mean ${meant}?)` : ''}`,
  'usage.unknown-option': ({ name, meant }: { name: string; meant?: string | undefined }) =>
    `unknown option '${name}'${meant ? ` (did you mean ${meant}?)` : ''}`,
  'usage.missing-argument': ({ name }: { name: string }) => `the argument <${name}> is missing`,
  'usage.missing-option': ({ name }: { name: string }) => `the option ${name} is required`,
  'usage.missing-value': ({ name }: { name: string }) => `the option ${name} needs a value`,
  'usage.too-many-arguments': () =>
    'there are more arguments than the command takes: quote paths with spaces',
  'usage.command-line': ({ detail }: { detail: string }) => detail,
} satisfies ErrorCatalog

/** Values of options; each is shown after the option and the word that was typed. */
const valueErrors = {
  'usage.not-whole-number': ({ least, most }: { least: number; most: number }) =>
    `use a whole number from ${least} to ${most}`,
  'usage.not-number': ({ examples }: { examples: Strings }) =>
    `use a number, such as ${examples.join(' or ')}`,
  'usage.out-of-option-range': ({ range }: { range: string }) => `use ${range}`,
  'usage.not-in-range': ({
    low,
    high,
    least,
    most,
  }: {
    low: number
    high?: number | undefined
    least: boolean
    most: boolean
  }) => {
    const from = least ? `of at least ${low}` : `above ${low}`
    return `use a number ${from}${high === undefined ? '' : ` and ${most ? 'at most' : 'below'} ${high}`}`
  },
  'usage.not-a-choice': ({ value, choices }: { value: string; choices: Strings }) =>
    `use ${choices.join(' or ')}${nearest(value, choices)}`,
  'usage.not-classes': () => 'name classes, or number them from 0: cat, or cat,dog, or 0,1,2',
  'usage.not-two-seeds': () => 'use two whole numbers, such as 1,2',
  'usage.output-not-png': () => 'images are written as PNG: use a name that ends in .png',
  'usage.samples-place-unclear': ({ word }: { word: string }) =>
    `use a name that ends in .png for a grid, in .npz for arrays, or in / for a folder of images: ${word}.png, ${word}.npz or ${word}/`,
  'usage.output-is-folder': ({ example }: { example: string }) =>
    `this is a folder: name a file in it, such as ${example}`,
  'usage.output-blocked': ({ reason }: { reason: string }) => `${reason}: choose another place`,
} satisfies ErrorCatalog

interface KnownClasses {
  /** The last class's number. */
  readonly most: number
  readonly names?: Strings | undefined
}

/** More names than these are not shown. */
const NAMES_SHOWN = 12

const classesToChoose = ({ most, names = [] }: KnownClasses) =>
  names.length === 0 || names.length > NAMES_SHOWN ? `0 to ${most}` : names.join(' or ')

/** Options that do not go together, or change nothing. */
const optionErrors = {
  'usage.option-needs': ({ option, needs }: { option: string; needs: string }) =>
    `${option} applies only with ${needs}: add it, or leave ${option} out`,
  'usage.option-excluded': ({ option, by }: { option: string; by: string }) =>
    `${option} does not apply with ${by}: leave one of them out`,
  'usage.option-of-other-device': (v: { option: string; device: string; others: string }) =>
    `${v.option} is for ${v.others}, and ${v.device} computes in one way only: leave it out, or use --device ${v.others}`,
  'usage.option-of-other-sampler': (v: { option: string; sampler: string; others: Strings }) =>
    `${v.option} is not an option of ${v.sampler}: leave it out, or use --sampler ${v.others.join(', ')}`,
  'usage.option-needs-seeds': ({ option }: { option: string }) =>
    `${option} applies only with --seeds; --images are inverted and denoised by DDIM as the model ` +
    'was trained',
  'usage.option-needs-classes': ({ option, why }: { option: string; why: string }) =>
    `${option} applies only to models with classes, and ${why}: leave it out`,
  'usage.option-of-another-network': ({
    option,
    model,
    takes,
  }: {
    option: string
    model: string
    takes: Strings
  }) => `${option} does not apply to ${model}, which takes ${takes.join(', ')}`,
  'usage.network-option-out-of-range': (v: { option: string; model: string; range: string }) =>
    `${v.option}: ${v.model} takes ${v.range}`,
  'usage.steps-exceed-timesteps': ({ steps, timesteps }: { steps: number; timesteps: number }) =>
    `--steps ${steps} is more than the ${timesteps} timesteps of this model: use 1 to ${timesteps}`,
  'usage.sample-steps-exceed-timesteps': ({
    steps,
    timesteps,
    most,
  }: {
    steps: string
    timesteps: string
    most: number
  }) =>
    `${steps} is more than ${timesteps}: use --sample-steps ${most} or fewer, or more timesteps`,
  'usage.out-of-data-range': (v: { option: string; value: string; data: string; range: string }) =>
    `${v.option} ${v.value} is out of range for ${v.data}: use ${v.range}`,
  'usage.image-size-uneven': ({
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
    `--image-size ${size} cannot be halved from level to level of this ${model}: use multiples of ${step}, such as ${near.join(' or ')}`,
  'usage.lengths-exclude': ({ option }: { option: string }) =>
    `--minutes and ${option} both say how long the run is: use one of them`,
  'usage.parts-of-batch': ({ parts, batch }: { parts: string; batch: string }) =>
    `${parts} does not divide ${batch}: use a divisor of the batch size`,
  'usage.validation-takes-all': ({
    option,
    images,
    data,
  }: {
    option: string
    images: number
    data: string
  }) =>
    `${option} leaves none of the ${images} images of ${data} to train on: use at most ${images - 1}`,
  'usage.batch-exceeds-images': ({
    option,
    images,
    data,
    validation,
  }: {
    option: string
    images: number
    data: string
    validation: number
  }) => {
    const rest = validation > 0 ? ` that are left after ${validation} for validation` : ''
    return `${option} is more than the ${images} images of ${data}${rest}: use at most ${images}`
  },
  'usage.contradicts-run': ({
    typed,
    option,
    saved,
  }: {
    typed: string
    option: string
    saved?: string | undefined
  }) =>
    `${typed} contradicts the run, ${saved === undefined ? 'where it is not set' : `which has ${saved}`}: ` +
    `leave ${option} out to resume, or start a new run with another --out`,
  'usage.contradicts-parent': (v: { typed: string; model: string; parent: string }) =>
    `${v.typed} does not fit ${v.model}, which was trained with ${v.parent} and whose weights keep that: ` +
    'leave it out, or start without --from',
  'usage.one-kind-of-ends': () => '--seeds and --images exclude each other: use one of them',
  'usage.no-ends': () => 'there is nothing to interpolate: add --seeds 1,2 or --images a.png b.png',
  'usage.not-two-images': ({ count }: { count: number }) =>
    `--images takes two images, not ${count}: a PNG file, or an image of a data set such as mnist:7`,
  'usage.class-required': (known: KnownClasses) =>
    `this model was trained on classes only: add --class, ${classesToChoose(known)}`,
  'usage.guidance-without-class': ({ guidance, ...known }: KnownClasses & { guidance: number }) =>
    `--guidance ${guidance} needs a class to follow: add --class, ${classesToChoose(known)}`,
  'usage.network-is-in-file': ({ source }: { source: string }) =>
    `${source} determines the network: leave out --model, --widths and the other network options`,
  'usage.no-profile': ({ device }: { device: string }) =>
    `--device ${device} does not time single ops: use --device wasm`,
} satisfies ErrorCatalog

/** What options name and is not there, or is something else. */
const placeErrors = {
  'usage.unknown-data': ({ data, names }: { data: string; names: Strings }) =>
    `--data ${data} is neither a folder nor a known data set${nearest(data, names)}: ` +
    `use ${names.join(', ')}, or a folder with images or IDX files`,
  'usage.data-not-recorded': ({ source }: { source: string }) =>
    `${source} does not record what it was trained on: add --data`,
  'usage.resume-without-run': ({ newest }: { newest?: string | undefined }) =>
    `--resume needs a run folder${newest === undefined ? '' : `; the newest is --resume ${newest}`}`,
  'usage.two-run-folders': ({ resume, out }: { resume: string; out: string }) =>
    `--resume ${resume} and --out ${out} name two folders: a run stays in its own, so name one`,
  'usage.mask-box-malformed': ({ mask }: { mask: string }) =>
    `--mask ${mask}: write a box as box:x,y,width,height, such as box:4,4,10,8`,
  'usage.mask-box-empty': ({ mask }: { mask: string }) =>
    `--mask ${mask} is empty: use a width and a height of at least 1`,
  'usage.mask-box-outside': ({
    mask,
    right,
    bottom,
    width,
    height,
  }: {
    mask: string
    right: number
    bottom: number
    width: number
    height: number
  }) =>
    `--mask ${mask} reaches to ${right} x ${bottom}, and the model's images are ${width} x ${height}: ` +
    'keep the box inside',
  'usage.unknown-mask': ({ mask, names }: { mask: string; names: Strings }) =>
    `--mask ${mask} is unknown${nearest(mask, names)}: use ${names.join(', ')}, ` +
    'box:x,y,width,height, or a PNG file',
  'usage.runs-is-file': ({ runs }: { runs: string }) =>
    `--runs ${runs} is a file: name the folder that holds the run folders`,
  'usage.runs-is-run': ({ runs, parent }: { runs: string; parent: string }) =>
    `--runs ${runs} is a run folder itself: name the folder that holds it, --runs ${parent}`,
} satisfies ErrorCatalog

export const usageErrors = { ...lineErrors, ...valueErrors, ...optionErrors, ...placeErrors }

/** A mistake in how the command was written. */
export const usageError = errorsOf(usageErrors)

/** Whether an error is a mistake in how the command was written. */
export const isUsageError = ({ code }: DdpmError): boolean => Object.hasOwn(usageErrors, code)
