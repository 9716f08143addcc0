/** Files as answers. */

import { Readable } from 'node:stream'
import { type OpenFile, openWithin } from './within.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  gif: 'image/gif',
  wasm: 'application/wasm',
}

const typeOf = (name: string) => types[name.split('.').pop()!] ?? 'application/octet-stream'

/** Changes with the file. */
const tagOf = ({ stats }: OpenFile) =>
  `"${[stats.ino, stats.size, Math.round(stats.mtimeMs)].map((n) => n.toString(36)).join('-')}"`

export interface Asked {
  readonly method: string
  /** `If-None-Match`. */
  readonly known: string | undefined
  /** A file whose name changes with what is in it. */
  readonly unchanging?: boolean
}

/** The bytes as they are read; the file is closed at their end, or where the reader goes away. */
function bodyOf({ handle, stats }: OpenFile): ReadableStream {
  return Readable.toWeb(handle.createReadStream({ end: stats.size - 1 })) as ReadableStream
}

/**
 * A file in a folder as an answer; nothing where there is none.
 * @param names the way to it
 */
export async function fileResponse(
  root: string,
  names: readonly string[],
  { method, known, unchanging = false }: Asked,
): Promise<Response | undefined> {
  const file = await openWithin(root, names)
  if (!file) return undefined
  const headers = {
    'content-type': typeOf(names[names.length - 1]),
    'cache-control': unchanging ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: tagOf(file),
  }
  const same = known === headers.etag
  if (!same && method === 'GET' && file.stats.size > 0) {
    const length = { 'content-length': String(file.stats.size) }
    return new Response(bodyOf(file), { headers: { ...headers, ...length } })
  }
  await file.handle.close()
  if (same) return new Response(null, { status: 304, headers })
  return new Response(null, {
    headers: { ...headers, 'content-length': String(file.stats.size) },
  })
}
