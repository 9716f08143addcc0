/** Pickles that PyTorch has not made, in words: what they hold, as far as it is plain, and that no model is in it. */

import { DdpmError } from '../../base/errors.ts'
import { unpickle } from '../../formats/pickle/unpickle.ts'
import { type PickleValue, Placeholder } from '../../formats/pickle/values.ts'
import { torchGlobals } from '../../formats/torch/globals.ts'
import { readWhole } from '../../hosts/node/files.ts'
import { openAt } from '../../hosts/node/random-access.ts'
import { table } from '../terminal/charts.ts'
import { plural, bytes as size } from '../terminal/format.ts'
import type { Report } from './report.ts'

/** Protocols 2 to 5 begin so; a safetensors header of 640 bytes and the like does, too, but for a zero behind. */
const looksLikePickle = ([first, protocol, next]: Uint8Array) =>
  first === 0x80 && protocol >= 2 && protocol <= 5 && next !== 0

const SHOWN = 20

/** `a dict of 3 items` */
function kindOf(value: PickleValue): string {
  if (value instanceof Map) return `a dict of ${plural(value.size, 'item')}`
  if (value instanceof Set) return `a set of ${value.size}`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (value instanceof Uint8Array) return size(value.length)
  if (value instanceof Placeholder) return value.name
  return value === null ? 'None' : typeof value
}

function entriesOf(value: PickleValue): string[][] {
  const entries = value instanceof Map ? [...value].slice(0, SHOWN) : []
  return entries.map(([key, part]) => [String(key).slice(0, 40), kindOf(part)])
}

/**
 * @returns undefined where a file is not a pickle
 * @throws {DdpmError} `pickle.…` naming the file; `pickle.global-refused` where it asks for code
 */
export async function describePickle(path: string): Promise<Report | undefined> {
  const opened = await openAt(path)
  if (!looksLikePickle(await opened.read(0, 3))) return undefined
  try {
    const { value } = unpickle(await readWhole(path), { globals: torchGlobals })
    const rows = [
      ['File', `${path}, ${size(opened.size)}`],
      ['What', `a pickle of ${kindOf(value)}, and no model: save one in Python with torch.save`],
      ...entriesOf(value),
    ]
    return { facts: { kind: 'pickle', path, holds: kindOf(value) }, lines: table(rows) }
  } catch (error) {
    throw error instanceof DdpmError ? error.in(path) : error
  }
}
