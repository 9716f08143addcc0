/** The images that the worker holds, by number: built-in ones, or what the visitor drops. */

import { type Dataset, takeFirst } from '../../../../src/data/dataset.ts'
import type { BuiltIn } from '../built-in.ts'
import { computeError } from '../errors.ts'
import type { DataInfo, Images } from '../protocol.ts'
import { drawBuiltIn } from './built-in.ts'

/** The last alone: a training holds its own, and more would only fill the memory. */
let held: { readonly id: number; readonly data: Dataset; readonly made?: BuiltIn } | undefined
let nextId = 0
/** Images shown of what was read. */
const SHOWN = 40

/** @throws {DdpmError} where there is none of this number. */
export function dataOf(id: number): { readonly data: Dataset; readonly made?: BuiltIn } {
  if (held?.id !== id) throw computeError('studio.images-gone')
  return held
}

const shown = (data: Dataset): Images => {
  const { count, height, width, channels, images } = takeFirst(data, Math.min(SHOWN, data.count))
  return { shape: [count, height, width, channels], bytes: images.slice() }
}

/** What was read or made. */
export interface Read extends Partial<Pick<DataInfo, 'broken' | 'others' | 'emptyClasses'>> {
  readonly data: Dataset
  readonly made?: BuiltIn
}

export function keepData({
  data,
  made,
  broken = [],
  others = [],
  emptyClasses = [],
}: Read): DataInfo {
  const id = nextId++
  held = { id, data, made }
  const { name, count, height, width, channels, labels, classes = [] } = data
  return {
    ...{ id, name, count, imageShape: [height, width, channels] },
    classes: labels ? classes : [],
    preview: shown(data),
    ...{ broken, others, emptyClasses },
  }
}

export async function builtInData(made: BuiltIn): Promise<DataInfo> {
  return keepData({ data: await drawBuiltIn(made), made })
}
