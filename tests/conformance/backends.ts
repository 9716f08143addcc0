/** The backends that must agree, a line each. The judge is not among them. */

import { existsSync } from 'node:fs'
import { openReference } from '../../src/backends/reference/device.ts'
import { openWasm, type WasmOptions } from '../../src/backends/wasm/device.ts'
import { availableVariants, type Variant, variants } from '../../src/backends/wasm/variants.ts'
import type { Device } from '../../src/engine/device.ts'
import { nodeHost } from '../../src/hosts/node/host.ts'
import { baseline, widest } from '../devices.ts'
import type { Case } from './case.ts'
import { cases, casesOf, convolvingCases, opsOf } from './cases.ts'

export interface Backend {
  readonly name: string
  /** Why it cannot be tried here, if it cannot. */
  readonly missing?: string
  /** The backend whose results it must equal bit for bit. */
  readonly twin?: string
  /** Those that it may compute in a way of its own. */
  readonly cases: readonly Case[]
  /** How many of its cases the quick run tries. */
  readonly quick: 'all' | 'some' | 'none'
  readonly open: () => Promise<Device>
}

function whyMissing(variant: Variant): string | undefined {
  const built = existsSync(new URL(`../../wasm/${variant}.wasm`, import.meta.url))
  if (!built) return 'it is not built: npm run build:wasm'
  const runs = availableVariants(nodeHost()).includes(variant)
  return runs ? undefined : `this Node ${process.version} does not run it`
}

function quickOf(variant: Variant): Backend['quick'] {
  if (widest.includes(variant)) return 'all'
  return variant === baseline ? 'some' : 'none'
}

function wasm(variant: Variant, threads: WasmOptions['threads'], twin?: string): Backend {
  return {
    name: `wasm ${variant}, threads: ${threads}`,
    missing: whyMissing(variant),
    twin,
    cases,
    quick: quickOf(variant),
    open: () => openWasm(nodeHost(), { variant, threads }),
  }
}

/** Convolutions one way wherever it can be. Bits are those of its own way on any threads. */
function forced(variant: Variant, algorithms: 'direct' | 'winograd'): Backend[] {
  const nameOf = (threads: number) => `wasm ${variant} ${algorithms}, threads: ${threads}`
  return [1, 2].map((threads) => ({
    name: nameOf(threads),
    missing: whyMissing(variant),
    twin: threads === 1 ? undefined : nameOf(1),
    cases: convolvingCases,
    quick: threads === 1 ? quickOf(variant) : 'none', // its twin gives the same bits
    open: () => openWasm(nodeHost(), { variant, threads, algorithms }),
  }))
}

export const backends: readonly Backend[] = [
  { name: 'reference float32', cases, quick: 'all', open: async () => openReference() },
  wasm('simd', 1),
  wasm('simd', 2, 'wasm simd, threads: 1'),
  wasm('simd', 'inline', 'wasm simd, threads: 1'),
  wasm('relaxed', 1),
  wasm('relaxed', 2, 'wasm relaxed, threads: 1'),
  wasm('relaxed', 'inline', 'wasm relaxed, threads: 1'),
  wasm('wide', 1),
  wasm('wide', 2, 'wasm wide, threads: 1'),
  ...variants.flatMap((variant) => [...forced(variant, 'direct'), ...forced(variant, 'winograd')]),
]

/** Of each op the first case and every eighth after it. */
const sampled = new Set(opsOf(cases).flatMap((op) => casesOf(op).filter((_, i) => i % 8 === 0)))

/** Whether the quick run tries a case on a backend. */
export const isQuick = ({ quick }: Backend, row: Case): boolean =>
  quick === 'all' || (quick === 'some' && sampled.has(row))
