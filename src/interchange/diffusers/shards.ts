/** The index of weights that lie in several files: `diffusion_pytorch_model.safetensors.index.json`. */

import * as v from 'valibot'
import { interchangeError } from '../errors.ts'

/** A file beside the index: no path leads out of its folder. */
const fileName = v.pipe(v.string(), v.regex(/^[^/\\]+$/), v.notValue('..'), v.notValue('.'))

const isFilled = (map: Readonly<Record<string, string>>) => Object.keys(map).length > 0

const index = v.object({
  weight_map: v.pipe(v.record(v.string(), fileName), v.check(isFilled, 'it names no file')),
})

/**
 * The files that an index names, each once, in order.
 * @throws {DdpmError} `weights.index-damaged`
 */
export function shardsOf(json: unknown): string[] {
  const parsed = v.safeParse(index, json)
  if (!parsed.success) {
    throw interchangeError('weights.index-damaged', { problem: parsed.issues[0].message })
  }
  return [...new Set(Object.values(parsed.output.weight_map))].sort()
}
