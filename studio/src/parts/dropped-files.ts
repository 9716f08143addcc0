/** The files in what was dropped, those in folders among them, with their paths. */

import type { GivenFile } from '../compute/protocol.ts'

/** What a drop may hold at most: more would only fill the memory. */
const MOST_FILES = 100_000

async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return all
    all.push(...some)
  }
}

async function collect(entry: FileSystemEntry, into: GivenFile[]): Promise<void> {
  if (into.length >= MOST_FILES || entry.name.startsWith('.')) return
  if (entry.isDirectory) {
    for (const inner of await entriesIn(entry as FileSystemDirectoryEntry)) {
      await collect(inner, into)
    }
    return
  }
  const file = await new Promise<File>((resolve, reject) => {
    ;(entry as FileSystemFileEntry).file(resolve, reject)
  })
  into.push({ file, path: entry.fullPath.replace(/^\//, '') })
}

/** What a dialogue has given. */
export const chosen = (files: FileList | null): GivenFile[] =>
  [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }))

export async function filesOf(transfer: DataTransfer): Promise<readonly GivenFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return chosen(transfer.files)
  const files: GivenFile[] = []
  for (const entry of entries) await collect(entry, files)
  return files
}
