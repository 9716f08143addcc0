/** The devices that tests run on. */

import { openReference } from '../src/backends/reference/device.ts'
import { openWasm } from '../src/backends/wasm/device.ts'
import { availableVariants } from '../src/backends/wasm/variants.ts'
import type { Device } from '../src/engine/device.ts'
import { nodeHost } from '../src/platform/node-host.ts'

export interface NamedDevice {
  readonly label: string
  readonly open: () => Promise<Device>
}

const byName: Record<'reference' | 'wasm', NamedDevice[]> = {
  reference: [{ label: 'reference', open: async () => openReference() }],
  wasm: availableVariants(nodeHost()).map((variant) => ({
    label: `wasm ${variant}`,
    open: () => openWasm(nodeHost(), { variant, threads: 2 }),
  })),
}

export function goldenDevices(names: readonly (keyof typeof byName)[]): NamedDevice[] {
  return names.flatMap((name) => byName[name])
}
