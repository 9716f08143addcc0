/** From a name and a host to a device. Backends are imported when they are asked for. */

import type { Device } from '../engine/device.ts'
import type { Host } from '../engine/host.ts'
import { backendError } from './errors.ts'

export interface OpenOptions {
  /** `auto`, `wasm` or `reference`; default `auto`, the fastest one here. */
  readonly device?: string
  /** WASM: how many threads compute; default one per physical core. */
  readonly threads?: number | 'inline'
  /** WASM: `simd`, `relaxed` or `wide`; default what a probe finds fastest here. */
  readonly variant?: string
}

async function openWasm(host: Host, { threads, variant }: OpenOptions): Promise<Device> {
  const wasm = await import('./wasm/device.ts')
  return await wasm.openWasm(host, { threads, variant })
}

async function openReference(): Promise<Device> {
  const reference = await import('./reference/device.ts')
  return reference.openReference()
}

const backends: Readonly<Record<string, (host: Host, options: OpenOptions) => Promise<Device>>> = {
  auto: openWasm,
  wasm: openWasm,
  reference: openReference,
}

/** What `OpenOptions.device` may be: `auto`, and every backend. */
export const deviceNames: readonly string[] = Object.keys(backends)

/**
 * Opens a device by name.
 * @throws {DdpmError} `device.unknown`; what opening throws: see `openWasm`.
 */
export async function openDevice(host: Host, options: OpenOptions = {}): Promise<Device> {
  const { device = 'auto' } = options
  if (!deviceNames.includes(device)) {
    throw backendError('device.unknown', { device, known: deviceNames })
  }
  return await backends[device](host, options)
}
