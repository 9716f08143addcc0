/**
 * How fast the kernels' shapes are here: the product that all contractions spend their time in, run
 * for some milliseconds. Flags say what an engine may do with a shape, not what it makes of it.
 */

import { InternalError } from '../../base/errors.ts'
import type { Host } from '../../engine/host.ts'
import { sizes } from '../cpu/layout.ts'
import { compileKernels } from './kernels.ts'
import { LinearMemory } from './memory.ts'
import type { Variant, VariantSpeed } from './variants.ts'

/**
 * Shapes take turns, so that each has the whole probe's time to be optimised in the background
 * (a few milliseconds) and disturbances hit all alike. The best turn counts.
 */
const TURNS = 5
/** Long for a coarse clock, in milliseconds. */
const TURN = 2
/** Calls between two looks at the clock. */
const CALLS = 16

const { DEPTH, PANEL_BYTES, PATCH_BYTES } = sizes
/** Rows of x and of a product, at least as many as any tile has. */
const MOST_ROWS = 16

type Tile = (x: number, panel: number, depth: number, product: number) => void

/** Runs the register tile for a turn; gives GFLOPS. */
type Turn = () => number

function turnOf(tile: Tile, results: number, memory: LinearMemory): Turn {
  const x = memory.allocate(MOST_ROWS * PATCH_BYTES)
  const panel = memory.allocate(DEPTH * PANEL_BYTES)
  const product = memory.allocate(MOST_ROWS * PANEL_BYTES)
  const flopsPerCall = 2 * results * DEPTH
  return () => {
    const start = performance.now()
    let calls = 0
    let elapsed = 0
    while (elapsed < TURN) {
      for (let i = 0; i < CALLS; i++) tile(x, panel, DEPTH, product)
      calls += CALLS
      elapsed = performance.now() - start
    }
    return (calls * flopsPerCall) / elapsed / 1e6
  }
}

async function openTile(host: Host, variant: Variant, shared: boolean): Promise<Turn> {
  const module = await compileKernels(host, variant, shared)
  const memory = new LinearMemory(shared)
  const env = { memory: memory.memory, done() {}, now: () => performance.now() }
  const { exports } = await WebAssembly.instantiate(module, { env })
  const { multiplyTile, TILE_RESULTS } = exports
  if (typeof multiplyTile !== 'function' || !(TILE_RESULTS instanceof WebAssembly.Global)) {
    throw new InternalError('the kernels export no tile')
  }
  return turnOf(multiplyTile as Tile, TILE_RESULTS.value, memory)
}

async function measure(
  host: Host,
  variants: readonly Variant[],
  shared: boolean,
): Promise<VariantSpeed[]> {
  const turns = await Promise.all(variants.map((variant) => openTile(host, variant, shared)))
  const speeds = turns.map(() => 0)
  for (let turn = 0; turn < TURNS; turn++) {
    turns.forEach((run, i) => {
      speeds[i] = Math.max(speeds[i], run())
    })
  }
  return variants.map((variant, i) => ({ variant, gflops: speeds[i] }))
}

/** What was measured in this process, by the shapes compared: a choice does not change. */
const known = new Map<string, Promise<VariantSpeed[]>>()

/**
 * Speeds of one thread; about 10 ms per shape at the first call, which keeps the calling thread busy.
 * @param shared whether to try the builds for memory that threads share
 * @throws {DdpmError} as `compileKernels`.
 */
export function probe(
  host: Host,
  variants: readonly Variant[],
  shared: boolean,
): Promise<VariantSpeed[]> {
  const key = `${variants}`
  const speeds = known.get(key) ?? measure(host, variants, shared)
  known.set(key, speeds)
  speeds.catch(() => known.delete(key)) // a network may come back
  return speeds
}
