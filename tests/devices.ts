/** The devices that tests run on. */

import { openReference } from '../src/backends/reference/device.ts'
import { openWasm } from '../src/backends/wasm/device.ts'
import { availableVariants, type Variant } from '../src/backends/wasm/variants.ts'
import type { Device } from '../src/engine/device.ts'
import { nodeHost } from '../src/hosts/node/host.ts'

/** The widest shape of kernels that runs here: the one that `npm test` tries whole. */
export const widest: readonly Variant[] = availableVariants(nodeHost()).slice(-1)
/** The shape of kernels that every engine runs. */
export const baseline: Variant = 'simd'
/** Those that only `npm run test:all` tries whole. */
export const narrower: readonly Variant[] = availableVariants(nodeHost()).slice(0, -1)

export interface NamedDevice {
  readonly label: string
  readonly open: () => Promise<Device>
}

const wasmDevices = (variants: readonly Variant[]): NamedDevice[] =>
  variants.map((variant) => ({
    label: `wasm ${variant}`,
    open: () => openWasm(nodeHost(), { variant, threads: 2 }),
  }))

const byName: Record<'reference' | 'wasm' | 'widest' | 'narrower', NamedDevice[]> = {
  reference: [{ label: 'reference', open: async () => openReference() }],
  wasm: wasmDevices([...narrower, ...widest]),
  widest: wasmDevices(widest),
  narrower: wasmDevices(narrower),
}

export function goldenDevices(names: readonly (keyof typeof byName)[]): NamedDevice[] {
  return names.flatMap((name) => byName[name])
}
