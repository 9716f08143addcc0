/** What may be said of a device: options that the one named does not have are refused. */

import { UsageError } from './errors.ts'

/** What was typed. */
export interface DeviceFlags {
  readonly device?: string | undefined
  readonly threads?: number | undefined
  readonly variant?: string | undefined
}

/** @throws {UsageError} where an option would change nothing. */
export function checkDevice({ device, threads, variant }: DeviceFlags): void {
  if (device !== 'reference') return
  const ignored = Object.entries({ threads, variant }).find(([, value]) => value !== undefined)
  if (!ignored) return
  throw new UsageError(
    `--${ignored[0]} is for wasm, and reference computes in one way alone: leave it out, or use ` +
      '--device wasm',
  )
}
