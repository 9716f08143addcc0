/** Options and arguments that the commands for a trained model's tasks share. */

import { Option } from '@commander-js/extra-typings'
import { findSampler, type SamplerName, samplerNames } from '../../diffusion/samplers/registry.ts'
import { taskDefaults } from '../../diffusion/sampling-defaults.ts'
import { scheduleDefinitions } from '../../diffusion/schedules.ts'
import { list } from '../help.ts'
import { sizeLimits } from './limits.ts'
import { oneOf, pngFile, seed, wholeNumber } from './readers.ts'

/** The images that a task is given. */
export const imagesArgument = [
  '<images...>',
  'image files of any size, FOLDER/name.png or FILE.zip/name.png, or images of a data set by number from 0, of folders in natural order: mnist:7, FOLDER:12',
] as const

/** Of `classOption`, where each image has several results. */
export const RESULTS_IN_TURN = 'for the results in turn (default: any)'

/** `-n` */
export function resultsOption() {
  return new Option('-n <count>', 'results per image').argParser(wholeNumber(1, 64)).default(4)
}

/** `--steps` */
export function stepsOption() {
  return new Option(
    '--steps <n>',
    `denoising steps from pure noise (default: ${taskDefaults.steps})`,
  ).argParser(wholeNumber(1, sizeLimits.timesteps))
}

/** `--sampler` */
export function samplerOption(fallback: SamplerName, names = samplerNames) {
  return new Option('--sampler <name>', `${names.join(', ')}`)
    .argParser(oneOf(names))
    .default(fallback)
}

/** `--seed` */
export function seedOption() {
  return new Option('--seed <n>', 'the same seed gives the same images').argParser(seed).default(0)
}

/** `--output` */
export function outputOption(fallback: string, what: string) {
  return new Option('-o, --output <file>', `${what}, a PNG`).argParser(pngFile).default(fallback)
}

/** `--scale` */
export function scaleOption(fallback: number) {
  return largerOption('enlarge each pixel n times').default(fallback)
}

/** `--scale` of a grid whose names need room. */
export const namedScaleOption = () =>
  largerOption('enlarge each pixel n times (default: 1, or as names of classes need)')

const largerOption = (help: string) => new Option('--scale <n>', help).argParser(wholeNumber(1, 64))

/** What each of the samplers is good for, for the end of a help text. */
export function samplersHelp(names: readonly SamplerName[] = samplerNames): string {
  return list(
    'Samplers',
    names.map((name) => [name, findSampler(name)?.help ?? '']),
  )
}

/** What each of the schedules is, for the end of a help text. */
export const schedulesHelp = () =>
  list(
    'Schedules',
    scheduleDefinitions.map(({ name, help }) => [name, help]),
  )
