/** Where the files of the models that come with the package are. It decodes none. */

import { fileURLToPath } from 'node:url'
import { isBundled } from '../../models/bundled.ts'

/** The file of a model that comes with the package; nothing for other names. */
export function bundledModelFile(name: string): string | undefined {
  if (!isBundled(name)) return undefined
  return fileURLToPath(new URL(`../../../models/${name}.safetensors`, import.meta.url))
}
