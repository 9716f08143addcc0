/** Decoded sets kept between runs, as packed files: the second start reads no image again. */

import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import type { Dataset } from '../../data/dataset.ts'
import { openPacked, packedHeader } from '../../data/packed.ts'
import type { LoadDataOptions, PlannedImages, Split } from '../../data/source.ts'
import { inMemoryOf } from '../../data/sources/packed.ts'
import { readSafetensorsHeader } from '../../formats/safetensors.ts'
import { cacheFolder } from './cache.ts'
import { writeAtomically } from './files.ts'
import { fingerprint } from './fingerprint.ts'
import { openAt } from './random-access.ts'
import { sharpVersion } from './sharp.ts'

/** Raised where the same files give other bytes. */
const VERSION = 3
const DEFAULT_GIBIBYTES = 4
/** What is read sooner is not worth the disk. */
const LEAST_MS = 500

export interface SetCacheOptions extends LoadDataOptions {
  /** Where sets are kept; by default a folder of the user's, see `cacheFolder`. */
  readonly cacheDir?: string
  /** Reading that takes less, in milliseconds, is done again. Default 500. */
  readonly leastMs?: number
}

/** Bytes that all sets may take: `DDPM_CACHE_SIZE` in GiB, 0 for none. */
export function cacheSize(text: string | undefined = process.env['DDPM_CACHE_SIZE']): number {
  const gibibytes = Number(text)
  const isNumber = text !== undefined && text.trim() !== '' && gibibytes >= 0
  return (isNumber ? gibibytes : DEFAULT_GIBIBYTES) * 2 ** 30
}

async function keyOf(path: string, options: LoadDataOptions, split: Split) {
  const { imageSize, background, fit, resize, signal } = options
  const how = [imageSize, background, fit, resize].map((option) => option ?? null)
  const about = [VERSION, split, ...how, sharpVersion()]
  return await fingerprint(resolve(path), about, signal)
}

/** Puts the sets that were used last first, and removes those beyond the bound. */
async function evict(folder: string, most: number): Promise<void> {
  const names = await readdir(folder)
  const files = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined)
      return { path: join(folder, name), size: found?.size ?? 0, used: found?.mtimeMs ?? 0 }
    }),
  )
  let sum = 0
  for (const { path, size } of files.sort((a, b) => b.used - a.used)) {
    sum += size
    if (sum > most) await rm(path, { force: true })
  }
}

function noticesIn(text: string | undefined): readonly string[] {
  try {
    const said: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(said) ? said.map(String) : []
  } catch {
    return []
  }
}

/** A set of the cache; nothing where there is none, or a damaged one. */
async function cached(path: string, options: LoadDataOptions): Promise<Dataset | undefined> {
  try {
    const file = await openAt(path)
    const { metadata } = await readSafetensorsHeader(file)
    const data = await inMemoryOf(await openPacked(file), options.signal)
    const now = new Date()
    await utimes(path, now, now).catch(() => {})
    for (const text of noticesIn(metadata['notices'])) options.onNotice?.(text)
    return data
  } catch (error) {
    if (error instanceof DdpmError) return undefined
    throw error
  }
}

/** Keeps a set, as far as there is room; a cache that cannot be written is done without. */
async function keep(path: string, data: Dataset, notices: readonly string[], folder: string) {
  const most = cacheSize()
  if (data.images.length > most / 2) return
  const more = { notices: JSON.stringify(notices) }
  const parts = [
    packedHeader(data, 'as-is', more),
    data.images,
    ...(data.labels ? [data.labels] : []),
  ]
  try {
    await writeAtomically(path, parts)
    await evict(folder, most)
  } catch (error) {
    const isExpected = error instanceof DdpmError || (error as NodeJS.ErrnoException).syscall
    if (!isExpected) throw error
  }
}

/**
 * A set from the cache, or by `load`, which is kept where it took long. What was left out is said again, and
 * the plan is judged again.
 * @param path the folder or file that is loaded
 */
export async function throughCache(
  path: string,
  split: Split,
  options: SetCacheOptions,
  load: (options: LoadDataOptions) => Promise<Dataset | undefined>,
): Promise<Dataset | undefined> {
  const { cache = true, onLeftOut, onImage, cacheDir = cacheFolder(), leastMs = LEAST_MS } = options
  const isOff = !cache || onLeftOut !== undefined || onImage !== undefined || cacheSize() === 0
  const key = isOff ? undefined : await keyOf(path, options, split)
  if (key === undefined) return await load(options)
  const folder = join(cacheDir, 'sets')
  const place = join(folder, `${key}.safetensors`)
  const known = await cached(place, options)
  if (known) {
    const { count, height, width, channels } = known
    const planned = { count, height, width, channels: channels as PlannedImages['channels'] }
    if (options.imageSize !== undefined) options.onPlan?.(planned)
    return known
  }
  const begun = performance.now()
  const notices: string[] = []
  const onNotice = (text: string) => {
    notices.push(text)
    options.onNotice?.(text)
  }
  const data = await load({ ...options, onNotice })
  const isSlow = performance.now() - begun >= leastMs
  // files that changed while they were read may be half old, half new
  if (data && isSlow && (await keyOf(path, options, split)) === key) {
    await keep(place, data, notices, folder)
  }
  return data
}
