/** What a backend is to lists, flags and `openDevice`: its definition, in one file of its folder. */

import type { BackendCapabilities } from '../engine/capabilities.ts'
import type { Device } from '../engine/device.ts'
import type { Host } from '../engine/host.ts'

export interface DeviceOptions {
  /** How many threads compute, for a backend that `takesThreads`; default one per physical core. */
  readonly threads?: number | 'inline'
  /** One of the backend's variants; default what a probe finds fastest here. */
  readonly variant?: string
}

/** Kernels of a backend whose results differ from its others' in their last bits. */
export interface VariantDefinition {
  readonly name: string
  /** What it is, in a few words. */
  readonly help: string
  readonly runsOn: (host: Host) => boolean
}

export interface BackendDefinition {
  /** What `--device` and `openDevice` call it. */
  readonly name: string
  /** What it is good for, in a few words. */
  readonly help: string
  /** Whether `auto` may choose it. */
  readonly automatic: boolean
  readonly takesThreads: boolean
  /** From the narrowest to the widest; none where there is one way to compute. */
  readonly variants: readonly VariantDefinition[]
  /** What an open device can do at most. */
  readonly capabilities: BackendCapabilities
  /** Why it does not run on the host, with the next move; nothing where it does. */
  readonly missing: (host: Host) => string | undefined
  /** Loads the backend and opens a device of it, where nothing is missing. */
  readonly open: (host: Host, options: DeviceOptions) => Promise<Device>
}
