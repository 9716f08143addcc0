/** The bytes of a data file where they are needed, as far as the host can. */

import { inMemory, type RandomAccess } from '../../formats/random-access.ts'
import type { DataFile } from '../source.ts'

export const accessOf = async (file: DataFile): Promise<RandomAccess> =>
  file.open ? await file.open() : inMemory(await file.bytes())
