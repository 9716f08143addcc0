/** What a folder holds besides the images that were read, counted by its reason. */

import type { DdpmError } from '../base/errors.ts'
import type { ImageKind, otherKind } from '../formats/image-kind.ts'

/** An image that cannot be read. */
export interface BrokenImage {
  /** By its first bytes, or else by its name. */
  readonly kind: ImageKind | undefined
  /** Why, naming the file. */
  readonly error: DdpmError
}

type OtherKind = ReturnType<typeof otherKind>

/** A file that is not an image and does not claim to be one. */
export interface OtherFile {
  readonly path: string
  readonly seems: OtherKind
}

export interface LeftOut {
  readonly broken: readonly BrokenImage[]
  readonly others: readonly OtherFile[]
  /** Folders where classes are that have no image. */
  readonly emptyClasses: readonly string[]
}

/** Items by a word, in the order in which words appear first. */
function grouped<T>(items: readonly T[], wordOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(wordOf(item))
    if (group) group.push(item)
    else groups.set(wordOf(item), [item])
  }
  return [...groups]
}

const NAMES_SHOWN = 3

/** In words: `left out 3 files: 2 text (first: a.txt), 1 broken PNG (first: b.png: PNG: ...)`. */
export function leftOutWords({ broken, others, emptyClasses }: LeftOut): string[] {
  const parts = [
    ...grouped(others, ({ seems }) => seems).map(
      ([seems, files]) => `${files.length} ${seems} (first: ${files[0].path})`,
    ),
    ...grouped(broken, ({ kind }) => kind ?? 'image').map(
      ([kind, files]) => `${files.length} broken ${kind} (first: ${files[0].error.message})`,
    ),
  ]
  const count = broken.length + others.length
  const files = count === 1 ? '1 file' : `${count} files`
  const more = emptyClasses.length > NAMES_SHOWN ? ', ...' : ''
  const names = emptyClasses.slice(0, NAMES_SHOWN).join(', ') + more
  return [
    ...(count > 0 ? [`left out ${files}: ${parts.join(', ')}`] : []),
    ...(emptyClasses.length > 0
      ? [
          `left out ${emptyClasses.length === 1 ? '1 folder' : `${emptyClasses.length} folders`} without images: ${names}`,
        ]
      : []),
  ]
}
