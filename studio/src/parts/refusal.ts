/** Why dropped files cannot be used as images, in what their first bytes and the worker say. */

import type { ComputeError } from '../compute/client.ts'
import type { GivenFile } from '../compute/protocol.ts'
import { type FileKind, kindOf } from '../shell/file-kind.ts'

/** What files are wanted as: one image, or images to learn from. */
export type Purpose = 'image' | 'images'

export interface Refusal {
  readonly purpose: Purpose
  /** Missing where several were given and the error alone knows which. */
  readonly file?: string
  /** What the file seems to be, where that alone is the reason. */
  readonly seems?: FileKind
  readonly error: ComputeError
}

const images: readonly FileKind[] = ['png', 'jpeg', 'gif', 'webp', 'bmp', 'avif']
const accepted: Readonly<Record<Purpose, readonly FileKind[]>> = {
  image: images,
  images: [...images, 'idx', 'gzip', 'zip', 'tar', 'parquet', 'numpy', 'safetensors', 'unknown'],
}

/** Of so many files the first bytes are read: what is wrong with a folder shows early. */
const LOOKED_AT = 20

/** @param files at least one; of several, the one at fault is named, else the first that is of no use */
export async function refusalOf(
  purpose: Purpose,
  files: readonly GivenFile[],
  error: ComputeError,
): Promise<Refusal> {
  const atFault = files.filter(({ path }) => path === error.file)
  const suspects = atFault.length > 0 ? atFault : files
  if (error.kind === 'user') {
    for (const { file } of suspects.slice(0, LOOKED_AT)) {
      const seems = await kindOf(file).catch(() => undefined) // gone: the worker's words say so
      if (seems && !accepted[purpose].includes(seems))
        return { purpose, file: file.name, seems, error }
    }
  }
  return { purpose, error, ...(suspects.length === 1 && { file: suspects[0].file.name }) }
}
