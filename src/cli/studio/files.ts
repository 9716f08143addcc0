/** Files as answers: the app's own by hono, and those of runs, which may be hostile, by us. */

import { statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Context, MiddlewareHandler } from 'hono'
import { getMimeType } from 'hono/utils/mime'
import { tagOf } from './headers.ts'
import { type OpenFile, openWithin } from './within.ts'

const FOREVER = 'public, max-age=31536000, immutable'
const ASK_AGAIN = 'no-cache'

/** The files of a folder of ours. */
export function ownFiles(root: string): MiddlewareHandler {
  const found = new WeakMap<Context, string>()
  const onFound = (path: string, context: Context) => void found.set(context, path)
  const serve = serveStatic({ root, onFound })
  return async (context, next) => {
    const response = await serve(context, next)
    const path = found.get(context)
    if (!response || path === undefined) return response
    response.headers.set('etag', tagOf(statSync(path)))
    // names of assets hold a hash of what is in them
    const unchanging = context.req.path.startsWith('/assets/')
    response.headers.set('cache-control', unchanging ? FOREVER : ASK_AGAIN)
    return response
  }
}

/** The bytes as they are read; the file is closed at their end, or where the reader goes away. */
function bodyOf({ handle, stats }: OpenFile): ReadableStream {
  return Readable.toWeb(handle.createReadStream({ end: stats.size - 1 })) as ReadableStream
}

/**
 * A file of a run as an answer; nothing where there is none. Links are not followed out of the folder
 * and pipes are not read, which `serveStatic` would do.
 * @param names the folders and the file
 */
export async function runFile(
  context: Context,
  root: string,
  names: readonly string[],
): Promise<Response | undefined> {
  const file = await openWithin(root, names)
  if (!file) return undefined
  context.header('content-type', getMimeType(names[names.length - 1]) ?? 'application/octet-stream')
  context.header('cache-control', ASK_AGAIN)
  context.header('etag', tagOf(file.stats))
  context.header('content-length', String(file.stats.size))
  if (context.req.method === 'GET' && file.stats.size > 0) return context.body(bodyOf(file))
  await file.handle.close()
  return context.body(null)
}
