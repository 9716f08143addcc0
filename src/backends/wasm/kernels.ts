/** The kernel files of the package: which one holds what, compiled and checked. */

import type { Host } from '../../engine/host.ts'
import { checkStamp, foreignKernels } from './stamp.ts'
import type { Variant } from './variants.ts'

/**
 * Compiles the kernels of a shape.
 * @param shared whether for memory that threads share
 * @throws {DdpmError} `device.kernels-foreign` where the file is damaged or of another build; what the
 * host throws where it is missing.
 */
export async function compileKernels(
  host: Host,
  variant: Variant,
  shared: boolean,
): Promise<WebAssembly.Module> {
  const file = shared ? `${variant}.wasm` : `${variant}-single.wasm`
  const bytes = await host.readKernels(file)
  const module = await WebAssembly.compile(bytes as BufferSource).catch((cause: unknown) => {
    throw cause instanceof WebAssembly.CompileError ? foreignKernels(file, { cause }) : cause
  })
  checkStamp(module, file)
  return module
}
