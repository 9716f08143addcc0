/** Options that several commands share. */

import { Option } from '@commander-js/extra-typings'
import { deviceNames } from '../../backends/open.ts'
import { DEFAULT_GUIDANCE, GUIDANCE_OF_COLOUR } from '../../diffusion/sampling-defaults.ts'
import { backendsWith, variantNames } from '../../hosts/node/backends.ts'
import { describeBundled } from '../../models/bundled.ts'
import { weightChoices } from '../weights.ts'
import { classWords, number, numberBetween, oneOf, wholeNumber } from './readers.ts'

/** `--device` */
export function deviceOption() {
  return new Option('--device <name>', `compute device: ${deviceNames.join(', ')} (default: auto)`)
    .argParser(oneOf(deviceNames))
    .helpGroup('Device:')
}

/** `--threads` */
export function threadsOption() {
  return new Option(
    '--threads <n>',
    `threads of ${backendsWith(({ takesThreads }) => takesThreads)} (default: one per core)`,
  )
    .argParser(wholeNumber(1, 256))
    .helpGroup('Device:')
}

/** `--variant` */
export function variantOption() {
  return new Option(
    '--variant <name>',
    `kernels of ${backendsWith(({ variants }) => variants.length > 0)}, whose results differ in the last bits: ` +
      `${variantNames.join(', ')} (default: the fastest here)`,
  )
    .argParser(oneOf(variantNames))
    .helpGroup('Device:')
}

/** `--guidance-rescale` */
export function guidanceRescaleOption() {
  return new Option(
    '--guidance-rescale <share>',
    'reduce the contrast that strong guidance adds, 0 to 1 (default: 0); Lin et al. (2023) ' +
      'use 0.7, most useful with zero-terminal-SNR schedules',
  ).argParser(numberBetween(0, 1))
}

/** `--weights` */
export function weightsOption() {
  return new Option(
    '--weights <which>',
    'ema, where the run kept an EMA of its weights, or raw (default: ema)',
  ).argParser(oneOf(weightChoices))
}

/** What every command with a model takes for one. */
export const modelArgument = [
  '<model>',
  'a run folder, a .safetensors file, a folder of diffusers, a file of PyTorch, or the name of a model in the ' +
    `package: ${describeBundled()}`,
] as const

/** `--class` @param turns whose the classes are where there are several, and the default */
export function classOption(turns: string) {
  return new Option(
    '--class <c,...>',
    `of a model with classes, by name or number: cat, or cat,dog ${turns}`,
  ).argParser(classWords)
}

/** `--guidance` @param scope what it is for, where that is not everything */
export function guidanceOption(scope = '') {
  return new Option(
    '--guidance <w>',
    `${scope}guidance scale, how strongly images follow their class; 1 for none (default: ${DEFAULT_GUIDANCE}, for images of colour ${GUIDANCE_OF_COLOUR})`,
  ).argParser(number)
}

/** `--json` of commands that answer at once. */
export function factsOption() {
  return new Option('--json', 'print one line of JSON instead')
}

/** `--json` of commands that take their time. */
export function jsonOption() {
  return new Option('--json', 'print one JSON event per line on stdout, and nothing else')
}

/** Whether decoded images may come from the cache. */
export const cacheOption = () =>
  new Option(
    '--no-cache',
    'decode the images again instead of taking them from the cache (DDPM_CACHE_SIZE: its bound in GiB, 4)',
  ).helpGroup('Model and data:')
