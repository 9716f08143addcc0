/**
 * Distinguishes kernels and programs of different builds: a kernel that reads commands of another
 * layout would not fail but compute nonsense or never end.
 */

import type { DdpmError } from '../../base/errors.ts'
import {
  commands,
  elementwiseKinds,
  HEADER_BYTES,
  reduceKinds,
  resampleKinds,
  sizes,
} from '../cpu/layout.ts'
import { backendError } from '../errors.ts'
import { control } from './control.ts'

const SECTION = 'ddpm-layout'

/** Not the module as an object: bundlers and test runners order its names as they like. */
const layout = {
  commands,
  control,
  elementwiseKinds,
  HEADER_BYTES,
  reduceKinds,
  resampleKinds,
  sizes,
}

/** The layout as a short word (FNV-1a, 32 bits, of its text). */
const stamp: string = [...JSON.stringify(layout)]
  .reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16777619) >>> 0, 2166136261)
  .toString(16)

/** A WebAssembly file with the stamp as a custom section at its end. */
export function withStamp(file: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode(SECTION)
  const text = new TextEncoder().encode(stamp)
  const size = 1 + name.length + text.length // below 128: one byte of LEB128
  return Uint8Array.of(...file, 0, size, name.length, ...name, ...text)
}

/** A kernel file that is not this build's. */
export function foreignKernels(file: string, options?: ErrorOptions): DdpmError {
  return backendError('device.kernels-foreign', { file }, options)
}

/** @throws {DdpmError} `device.kernels-foreign` where the file was built for another layout, or unknown. */
export function checkStamp(module: WebAssembly.Module, file: string): void {
  const [section] = WebAssembly.Module.customSections(module, SECTION)
  if (section && new TextDecoder().decode(section) === stamp) return
  throw foreignKernels(file)
}
