/** From a name and a host to a device. Backends are loaded when they are asked for. */

import { checkKeys } from '../base/option-errors.ts'
import type { Device } from '../engine/device.ts'
import type { Host } from '../engine/host.ts'
import type { BackendDefinition, DeviceOptions } from './definition.ts'
import { backendError } from './errors.ts'
import { backends } from './registry.ts'

/** Which device is opened, and how. */
export interface OpenOptions extends DeviceOptions {
  /** `auto`, or the name of a backend; default `auto`, the fastest one here. */
  readonly device?: string
}

const AUTO = 'auto'
/** Of `OpenOptions`. */
const optionNames = ['device', 'threads', 'variant'] as const satisfies (keyof OpenOptions)[]

/** What `OpenOptions.device` may be: `auto`, and every backend. */
export const deviceNames: readonly string[] = [AUTO, ...backends.map(({ name }) => name)]

/** Those that `auto` chooses from, the fastest first. */
const automatic = backends.filter((backend) => backend.automatic)

/**
 * The backend of a name; of `auto` the fastest that runs on the host, or the first where none does.
 * @throws {DdpmError} `device.unknown`.
 */
export function backendNamed(device: string, host: Host): BackendDefinition {
  const named =
    device === AUTO
      ? (automatic.find(({ missing }) => missing(host) === undefined) ?? automatic[0])
      : backends.find(({ name }) => name === device)
  if (named) return named
  throw backendError('device.unknown', { device, known: deviceNames })
}

/**
 * Opens a device by name.
 * @throws {DdpmError} `option.unknown`; `device.unknown`; `device.unavailable` with the reason; `variant.unknown`;
 * `variant.unavailable`; `device.threads-out-of-range`; `memory.unavailable`.
 */
export async function openDevice(host: Host, options: OpenOptions = {}): Promise<Device> {
  checkKeys('openDevice', options, optionNames)
  const { device = AUTO, ...rest } = options
  const backend = backendNamed(device, host)
  const reason = backend.missing(host)
  if (reason !== undefined) {
    throw backendError('device.unavailable', { device: backend.name, reason })
  }
  return await backend.open(host, rest)
}
