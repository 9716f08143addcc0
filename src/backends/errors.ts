/** What can go wrong when a device is opened or runs out of memory, in words. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'

const either = (words: readonly string[]) =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : words.join()

const inMebibytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`

export const backendErrors = {
  'device.unknown': ({ device, known }: { device: string; known: readonly string[] }) =>
    `there is no device ${device}${nearest(device, known)}: choose ${either(known)}`,
  'device.unavailable': ({ device, reason }: { device: string; reason: string }) =>
    `${device} does not run here: ${reason}`,
  'device.threads-out-of-range': ({ threads, most }: { threads: number; most: number }) =>
    `threads is ${threads}: use a whole number from 1 to ${most}`,
  'device.thread-lost': ({ reason }: { reason: string }) =>
    `a compute thread ended: ${reason}. Open the device again; if memory ran out, use less of it`,
  'device.kernels-foreign': ({ file }: { file: string }) =>
    `${file} is damaged or belongs to another version of the program: install the package again, ` +
    'or run npm run build',
  'variant.unknown': ({ variant, known }: { variant: string; known: readonly string[] }) =>
    `there is no variant ${variant}${nearest(variant, known)}: choose ${either(known)}`,
  'variant.unavailable': ({
    variant,
    available,
  }: {
    variant: string
    available: readonly string[]
  }) => `variant ${variant} does not run here: choose ${either(available)}`,
  'memory.unavailable': () =>
    'there is no memory for WebAssembly: close other programs and try again',
  'memory.exhausted': ({
    wanted,
    total,
    limit,
  }: {
    /** All in bytes: one more piece, everything with it, and the most there can be. */
    wanted: number
    total: number
    limit: number
  }) =>
    `not enough memory for ${inMebibytes(wanted)} more (${inMebibytes(total)} in all, ` +
    `${inMebibytes(limit)} at most): use a smaller batch, smaller widths or smaller images`,
} as const satisfies ErrorCatalog

export const backendError = errorsOf(backendErrors)
