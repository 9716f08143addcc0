/** What may be said of a device: options that the one named does not have are refused. */

import { usageError } from './usage-errors.ts'

/** What was typed. */
export interface DeviceFlags {
  readonly device?: string | undefined
  readonly threads?: number | undefined
  readonly variant?: string | undefined
}

/** @throws {DdpmError} `usage.option-needs-wasm` where an option would change nothing. */
export function checkDevice({ device, threads, variant }: DeviceFlags): void {
  if (device !== 'reference') return
  const ignored = Object.entries({ threads, variant }).find(([, value]) => value !== undefined)
  if (!ignored) return
  throw usageError('usage.option-needs-wasm', { option: `--${ignored[0]}` })
}
