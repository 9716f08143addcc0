/** Trained models that come with the package, by name. It decodes none. */

import { fileURLToPath } from 'node:url'

/** What can be asked for by name; what each is: models/README.md. */
export const bundledModels = ['mnist'] as const

/** The file of a model that comes with the package; nothing for other names. */
export function bundledModelFile(name: string): string | undefined {
  if (!bundledModels.some((known) => known === name)) return undefined
  return fileURLToPath(new URL(`../../../models/${name}.safetensors`, import.meta.url))
}
