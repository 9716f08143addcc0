/** The files in what was dropped, those in folders among them, with their paths. */

import type { GivenFile } from '../compute/protocol.ts'

/** Of a search for files, which may take long: folders hold any number of them. */
export interface Search {
  readonly signal: AbortSignal
  /** @param count files that were found so far */
  readonly onFound: (count: number) => void
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isHidden = ({ name }: FileSystemEntry) => name.startsWith('.')

/** What a folder holds, in the portions that the browser gives. */
async function* portionsOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry[]> {
  const reader = folder.createReader()
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (some.length === 0) return
    yield some
  }
}

async function fileOf(entry: FileSystemEntry): Promise<GivenFile> {
  const file = await new Promise<File>((resolve, reject) => {
    ;(entry as FileSystemFileEntry).file(resolve, reject)
  })
  return { file, path: entry.fullPath.replace(/^\//, '') }
}

/** Files first, then what is in folders. */
async function collect(
  entries: readonly FileSystemEntry[],
  into: GivenFile[],
  search: Search,
): Promise<void> {
  search.signal.throwIfAborted()
  const visible = entries.filter((entry) => !isHidden(entry))
  const files = visible.filter((entry) => !isFolder(entry))
  for (const found of await Promise.all(files.map(fileOf))) into.push(found)
  search.onFound(into.length)
  for (const folder of visible.filter(isFolder)) {
    for await (const portion of portionsOf(folder)) await collect(portion, into, search)
  }
}

/** What a dialogue has given. */
export const chosen = (files: FileList | null): GivenFile[] =>
  [...(files ?? [])].map((file) => ({ file, path: file.webkitRelativePath || file.name }))

/** All of them, however many. @throws the signal's reason where the search is aborted */
export async function filesOf(
  transfer: DataTransfer,
  search: Search,
): Promise<readonly GivenFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? [])
  if (entries.length === 0) return chosen(transfer.files)
  const files: GivenFile[] = []
  await collect(entries, files, search)
  return files
}
