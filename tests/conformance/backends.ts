/** The backends that must agree, a line each. The judge is not among them. */

import { existsSync } from 'node:fs'
import { openReference } from '../../src/backends/reference/device.ts'
import { openWasm, type WasmOptions } from '../../src/backends/wasm/device.ts'
import { availableVariants, type Variant } from '../../src/backends/wasm/variants.ts'
import type { Device } from '../../src/engine/device.ts'
import { nodeHost } from '../../src/platform/node-host.ts'

export interface Backend {
  readonly name: string
  /** Why it cannot be tried here, if it cannot. */
  readonly missing?: string
  /** The backend whose results it must equal bit for bit. */
  readonly twin?: string
  readonly open: () => Promise<Device>
}

function whyMissing(variant: Variant): string | undefined {
  const built = existsSync(new URL(`../../wasm/${variant}.wasm`, import.meta.url))
  if (!built) return 'it is not built: npm run build:wasm'
  const runs = availableVariants(nodeHost()).includes(variant)
  return runs ? undefined : `this Node ${process.version} does not run it`
}

function wasm(variant: Variant, threads: WasmOptions['threads'], twin?: string): Backend {
  return {
    name: `wasm ${variant}, threads: ${threads}`,
    missing: whyMissing(variant),
    twin,
    open: () => openWasm(nodeHost(), { variant, threads }),
  }
}

export const backends: readonly Backend[] = [
  { name: 'reference float32', open: async () => openReference() },
  wasm('simd', 1),
  wasm('simd', 2, 'wasm simd, threads: 1'),
  wasm('simd', 'inline', 'wasm simd, threads: 1'),
  wasm('relaxed', 1),
  wasm('relaxed', 2, 'wasm relaxed, threads: 1'),
  wasm('relaxed', 'inline', 'wasm relaxed, threads: 1'),
  wasm('wide', 1),
  wasm('wide', 2, 'wasm wide, threads: 1'),
]
