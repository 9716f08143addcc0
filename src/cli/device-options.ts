/** What may be said of a device: options that the one named does not have are refused. */

import type { DdpmError } from '../base/errors.ts'
import { type BackendDefinition, backendHere, backendsWith } from '../hosts/node/backends.ts'
import { usageError } from './usage-errors.ts'

/** What was typed. */
export interface DeviceFlags {
  readonly device?: string | undefined
  readonly threads?: number | undefined
  readonly variant?: string | undefined
}

/** @throws {DdpmError} `usage.option-of-other-device` where an option would change nothing. */
export function checkDevice({ device, threads, variant }: DeviceFlags): void {
  const backend = backendHere(device)
  const hasVariants = ({ variants }: BackendDefinition) => variants.length > 0
  const hasThreads = ({ takesThreads }: BackendDefinition) => takesThreads
  if (threads !== undefined && !hasThreads(backend)) throw ignored('--threads', backend, hasThreads)
  if (variant !== undefined && !hasVariants(backend))
    throw ignored('--variant', backend, hasVariants)
}

function ignored(
  option: string,
  { name }: BackendDefinition,
  has: (backend: BackendDefinition) => boolean,
): DdpmError {
  const others = backendsWith(has)
  return usageError('usage.option-of-other-device', { option, device: name, others })
}
