/** The WASM backend as lists, flags and `openDevice` know it. */

import { cpuCapabilities } from '../cpu/capabilities.ts'
import type { BackendDefinition } from '../definition.ts'
import { MOST_BYTES } from './reach.ts'
import { availableVariants, describeVariant, NO_SIMD, variants } from './variants.ts'

export const wasm: BackendDefinition = {
  name: 'wasm',
  help: 'fast; the choice for training',
  automatic: true,
  takesThreads: true,
  variants: variants.map((name) => ({
    name,
    help: describeVariant(name),
    runsOn: (host) => availableVariants(host).includes(name),
  })),
  capabilities: { ...cpuCapabilities, memoryLimit: MOST_BYTES },
  missing: (host) => (availableVariants(host).length > 0 ? undefined : NO_SIMD),
  async open(host, options) {
    const { openWasm } = await import('./device.ts')
    return await openWasm(host, options)
  },
}
