/** What may be said of a device: options that the one named does not have are refused. */

import { type BackendDefinition, backendHere, backendsWith } from '../hosts/node/backends.ts'
import { UsageError } from './errors.ts'

/** What was typed. */
export interface DeviceFlags {
  readonly device?: string | undefined
  readonly threads?: number | undefined
  readonly variant?: string | undefined
}

/** @throws {UsageError} where an option would change nothing. */
export function checkDevice({ device, threads, variant }: DeviceFlags): void {
  const backend = backendHere(device)
  const hasVariants = ({ variants }: BackendDefinition) => variants.length > 0
  const hasThreads = ({ takesThreads }: BackendDefinition) => takesThreads
  if (threads !== undefined && !hasThreads(backend)) throw ignored('threads', backend, hasThreads)
  if (variant !== undefined && !hasVariants(backend)) throw ignored('variant', backend, hasVariants)
}

function ignored(
  option: string,
  { name }: BackendDefinition,
  has: (backend: BackendDefinition) => boolean,
): UsageError {
  const others = backendsWith(has)
  return new UsageError(
    `--${option} is for ${others}, and ${name} computes in one way only: leave it out, or use ` +
      `--device ${others}`,
  )
}
