/** Every source of images, in the order in which a folder is recognised. */

import type { DataSource, FolderSource } from './source.ts'
import { cifarFolder } from './sources/cifar.ts'
import { digitsSource } from './sources/digits.ts'
import { idxFolder } from './sources/idx-folder.ts'
import { imageFolder } from './sources/image-folder.ts'
import { mnistSource } from './sources/mnist.ts'
import { numpyArrays } from './sources/numpy.ts'
import { packedSet } from './sources/packed.ts'
import { spritesSource } from './sources/sprites.ts'

export const dataSources: readonly DataSource[] = [
  digitsSource,
  spritesSource,
  mnistSource,
  idxFolder,
  cifarFolder,
  numpyArrays,
  packedSet,
  imageFolder,
]

export const folderSources: readonly FolderSource[] = dataSources.filter(
  (source) => source.origin === 'folder',
)

/** Sources that are asked for by name; anything else is a folder. */
export const dataNames: readonly string[] = dataSources
  .filter(({ origin }) => origin !== 'folder')
  .map(({ name }) => name)

/** `digits (...), mnist (...), or a folder or an archive with ...`, as help says it. */
export function describeSources(): string {
  const words = (folder: boolean) =>
    dataSources.filter(({ origin }) => (origin === 'folder') === folder)
  const named = words(false).map(({ name, help }) => `${name} (${help})`)
  return (
    `${named.join(', ')}, or a folder or an archive (.zip, .tar, .tar.gz) with ` +
    words(true)
      .map(({ help }) => help)
      .join(', ')
  )
}

/** The source of this name; nothing where a word is a folder. */
export function namedSource(spec: string): Exclude<DataSource, FolderSource> | undefined {
  const source = dataSources.find(({ name }) => name === spec)
  return source?.origin === 'folder' ? undefined : source
}
