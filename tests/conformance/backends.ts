/** The backends that must agree, a line each. The judge is not among them. */

import { existsSync } from 'node:fs'
import { openReference } from '../../src/backends/reference/device.ts'
import type { Device } from '../../src/engine/device.ts'

export interface Backend {
  readonly name: string
  /** Why it cannot be tried here, if it cannot. */
  readonly missing?: string
  /** The backend whose results it must equal bit for bit. */
  readonly twin?: string
  readonly open: () => Promise<Device>
}

function wasm(variant: 'simd' | 'relaxed', threads: number, twin?: string): Backend {
  const built = existsSync(new URL(`../../wasm/${variant}.wasm`, import.meta.url))
  return {
    name: `wasm ${variant}, threads: ${threads}`,
    missing: built ? undefined : 'it is not built: npm run build:wasm',
    twin,
    open: async () => {
      const { openWasm } = await import('../../src/backends/wasm/device.ts')
      const { nodeHost } = await import('../../src/platform/node-host.ts')
      return openWasm(nodeHost(), { variant, threads })
    },
  }
}

export const backends: readonly Backend[] = [
  { name: 'reference float32', open: async () => openReference() },
  wasm('simd', 1),
  wasm('simd', 2, 'wasm simd, threads: 1'),
  wasm('relaxed', 1),
  wasm('relaxed', 2, 'wasm relaxed, threads: 1'),
]
