/**
 * Fetches one file whose size and SHA-256 are known, from the first mirror that has it, into a
 * folder; continues what an earlier run left. Proxy variables are honoured.
 */

import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { DdpmError } from '../../base/errors.ts'
import type { RemoteFile } from '../../data/mnist.ts'
import { systemReason } from './errors.ts'
import { hostsError } from './host-errors.ts'
import { fetchFromMirror, MirrorFault } from './mirror.ts'
import type { Part } from './part.ts'
import { claimPart, finishPart, partSize, readPart, releasePart, restartPart } from './part.ts'

export interface DownloadOptions {
  /** Where the file is put, under its own name; made if missing. */
  readonly folder: string
  /** URLs of folders that hold the file, in the order they are tried. */
  readonly mirrors: readonly string[]
  /** Called as bytes arrive; `received` counts what earlier runs left, too. */
  readonly onProgress?: (received: number, total: number) => void
  readonly signal?: AbortSignal
}

/** Quiet time after which a mirror counts as dead. */
const PATIENCE_MS = 30_000

/** How often a mirror is asked in all, if it breaks off in the middle. */
const ATTEMPTS = 3

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The file as it lies in the folder, if it is whole and unaltered. */
async function readVerified(path: string, file: RemoteFile): Promise<Uint8Array | undefined> {
  const size = (await stat(path).catch(() => undefined))?.size
  if (size !== file.bytes) return undefined
  const bytes = new Uint8Array(await readFile(path))
  return sha256(bytes) === file.sha256 ? bytes : undefined
}

function openProxyAgent(): Dispatcher {
  const timeouts = { headersTimeout: PATIENCE_MS, bodyTimeout: PATIENCE_MS }
  try {
    return new EnvHttpProxyAgent({ ...timeouts, connect: { timeout: PATIENCE_MS / 3 } })
  } catch (error) {
    throw hostsError('download.proxy-invalid', { reason: systemReason(error) }, { cause: error })
  }
}

/** Fills the part from one mirror, which may break off and be asked to continue. */
async function fill(
  part: Part,
  url: string,
  file: RemoteFile,
  dispatcher: Dispatcher,
  { onProgress, signal }: DownloadOptions,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const before = await partSize(part)
    if (before === file.bytes) return
    try {
      await fetchFromMirror(part, { url, file, dispatcher, signal, onProgress })
    } catch (error) {
      signal?.throwIfAborted()
      const went = (await partSize(part)) > before
      if (error instanceof MirrorFault || error instanceof DdpmError) throw error
      if (!went || attempt === ATTEMPTS) throw new MirrorFault(systemReason(error))
      continue
    }
    const size = await partSize(part)
    if (size < file.bytes && (size <= before || attempt === ATTEMPTS)) {
      throw new MirrorFault(`broke off after ${size} of ${file.bytes} bytes`)
    }
  }
}

/** The verified bytes of the part, filled from one mirror; a part with a wrong sum is emptied. */
async function fillVerified(
  part: Part,
  url: string,
  file: RemoteFile,
  dispatcher: Dispatcher,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const resumed = (await partSize(part)) > 0
  await fill(part, url, file, dispatcher, options)
  const bytes = await readPart(part)
  const sum = sha256(bytes)
  if (sum === file.sha256) return bytes
  await restartPart(part)
  // what lay there before may be to blame, and not this mirror
  if (resumed) return await fillVerified(part, url, file, dispatcher, options)
  throw new MirrorFault(`SHA-256 is ${sum.slice(0, 12)}..., not ${file.sha256.slice(0, 12)}...`)
}

/** Tries the mirrors one after another; the bytes, with the file in its place. */
async function fetchFromAny(
  part: Part,
  file: RemoteFile,
  dispatcher: Dispatcher,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const faults: string[] = []
  for (const mirror of options.mirrors) {
    const url = `${mirror.replace(/\/$/, '')}/${file.name}`
    try {
      const bytes = await fillVerified(part, url, file, dispatcher, options)
      await finishPart(part)
      return bytes
    } catch (error) {
      if (!(error instanceof MirrorFault)) throw error
      faults.push(`${url}: ${error.message}`)
    }
  }
  throw hostsError('download.failed', { file: file.name, faults })
}

/**
 * The verified bytes of a file: from the folder if it is there unaltered, else from a mirror, with
 * the file put into the folder at once and whole. Safe beside other processes doing the same.
 * @throws {DdpmError} `download.failed` where no mirror delivers, `download.proxy-invalid`, `system.…`
 *   where the folder cannot be written to; and the signal's reason where it is aborted: what has
 *   arrived is kept for the next call.
 */
export async function downloadFile(
  file: RemoteFile,
  options: DownloadOptions,
): Promise<Uint8Array> {
  options.signal?.throwIfAborted()
  const path = join(options.folder, file.name)
  const cached = await readVerified(path, file)
  if (cached) return cached
  const dispatcher = openProxyAgent()
  const part = await claimPart(path)
  try {
    return await fetchFromAny(part, file, dispatcher, options)
  } finally {
    await releasePart(part)
    await dispatcher.destroy()
  }
}
