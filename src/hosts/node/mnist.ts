/** `mnist()`: the four files fetched once per user, and a split of them as a dataset. */

import { join } from 'node:path'
import { DdpmError } from '../../base/errors.ts'
import type { Dataset } from '../../data/dataset.ts'
import { type MnistFiles, mnistFiles, mnistFromFiles, mnistMirrors } from '../../data/mnist.ts'
import type { Split } from '../../data/source.ts'
import { cacheFolder } from './cache.ts'
import { downloadFile } from './download.ts'
import { hostsError } from './host-errors.ts'

export interface MnistOptions {
  /** 60,000 images to train on (the default) or 10,000 to test with. */
  readonly split?: Split
  /** Where downloads are kept; by default a folder of the user's, see `cacheFolder`. */
  readonly cacheDir?: string
  /** The four files; MNIST's own by default, another set in MNIST's form (Fashion-MNIST) else. */
  readonly files?: MnistFiles
  /** URLs of folders that hold the four files; by default public ones. */
  readonly mirrors?: readonly string[]
  /** Called as bytes arrive, with those of all four files together. */
  readonly onProgress?: (received: number, total: number) => void
  readonly signal?: AbortSignal
}

/** The same failure with three ways on; other errors as they are. */
function withWaysOn(error: unknown): unknown {
  if (!(error instanceof DdpmError) || error.code !== 'download.failed') return error
  const { file, faults } = error.values
  return hostsError(
    'mnist.unavailable',
    { file: String(file), faults: faults as readonly string[] },
    { cause: error },
  )
}

/** Fetches what is missing of the four files; their bytes. */
async function fetchAll(options: MnistOptions): Promise<Record<keyof MnistFiles, Uint8Array>> {
  const folder = join(options.cacheDir ?? cacheFolder(), 'mnist')
  const { mirrors = mnistMirrors, files = mnistFiles } = options
  const keys = Object.keys(files) as (keyof MnistFiles)[]
  const total = keys.reduce((sum, key) => sum + files[key].bytes, 0)
  let before = 0
  const bytes: Partial<Record<keyof MnistFiles, Uint8Array>> = {}
  for (const key of keys) {
    const done = before
    bytes[key] = await downloadFile(files[key], {
      folder,
      mirrors,
      signal: options.signal,
      onProgress: (received) => options.onProgress?.(done + received, total),
    })
    before += files[key].bytes
  }
  return bytes as Record<keyof MnistFiles, Uint8Array>
}

/**
 * MNIST, (count, 28, 28, 1) with labels; downloaded on first use (11.6 MB) and verified on each.
 * @throws {DdpmError} `mnist.unavailable`, with three ways on; `system.…`, `download.proxy-invalid`
 */
export async function mnist(options: MnistOptions = {}): Promise<Dataset> {
  try {
    const bytes = await fetchAll(options)
    const { split = 'train', files = mnistFiles } = options
    return await mnistFromFiles(
      { name: files[`${split}Images`].name, bytes: bytes[`${split}Images`] },
      { name: files[`${split}Labels`].name, bytes: bytes[`${split}Labels`] },
    )
  } catch (error) {
    throw withWaysOn(error)
  }
}
