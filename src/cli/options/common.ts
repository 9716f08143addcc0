/** Options that several commands share. */

import { Option } from '@commander-js/extra-typings'
import { backendsWith, variantNames } from '../../hosts/node/backends.ts'
import { deviceNames } from '../../node.ts'
import { USUAL_GUIDANCE } from '../asking.ts'
import { weightChoices } from '../weights.ts'
import { classNumbers, number, numberBetween, oneOf, wholeNumber } from './readers.ts'

/** `--device` */
export function deviceOption() {
  return new Option('--device <name>', `what computes: ${deviceNames.join(', ')} (default: auto)`)
    .argParser(oneOf(deviceNames))
    .helpGroup('What computes:')
}

/** `--threads` */
export function threadsOption() {
  return new Option(
    '--threads <n>',
    `threads of ${backendsWith(({ takesThreads }) => takesThreads)} (default: one per core)`,
  )
    .argParser(wholeNumber(1, 256))
    .helpGroup('What computes:')
}

/** `--variant` */
export function variantOption() {
  return new Option(
    '--variant <name>',
    `kernels of ${backendsWith(({ variants }) => variants.length > 0)}, which differ in a result's last bits: ` +
      `${variantNames.join(', ')} (default: the fastest here)`,
  )
    .argParser(oneOf(variantNames))
    .helpGroup('What computes:')
}

/** `--guidance-rescale` */
export function guidanceRescaleOption() {
  return new Option(
    '--guidance-rescale <share>',
    'take back the contrast that strong guidance adds, 0 to 1 (default: 0); Lin et al. (2023) ' +
      'take 0.7, and zero-terminal-SNR schedules need it most',
  ).argParser(numberBetween(0, 1))
}

/** `--weights` */
export function weightsOption() {
  return new Option(
    '--weights <which>',
    'ema, the moving average where the run kept one, or raw (default: ema)',
  ).argParser(oneOf(weightChoices))
}

/** What every command with a model takes for one. */
export const modelArgument = [
  '<model>',
  'a run folder, a .safetensors file, also one saved by PyTorch, or mnist, which comes along',
] as const

/** `--class` @param turns whose the classes are where there are several, and the default */
export function classOption(turns: string) {
  return new Option('--class <c,...>', `of a model with classes: 7, or 0,1,2 ${turns}`).argParser(
    classNumbers,
  )
}

/** `--guidance` @param scope what it is for, where that is not everything */
export function guidanceOption(scope = '') {
  return new Option(
    '--guidance <w>',
    `${scope}how strongly pictures follow their class: 1 is as trained (default: ${USUAL_GUIDANCE})`,
  ).argParser(number)
}

/** `--json` of commands that answer at once. */
export function factsOption() {
  return new Option('--json', 'the same as one line of JSON')
}

/** `--json` of commands that take their time. */
export function jsonOption() {
  return new Option('--json', 'one JSON event per line on stdout, and nothing else')
}
