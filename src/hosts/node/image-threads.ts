/** Worker threads that read image files, one for each core. */

import { Worker } from 'node:worker_threads'
import type { Preparation } from '../../data/prepare-image.ts'
import type { DataFile, ImageThreads, ReadImage, ReadOptions } from '../../data/source.ts'
import type { Raster } from '../../formats/raster.ts'
import { physicalCores } from './host.ts'

/** A file that a thread opens, or its bytes. */
export interface ThreadFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** What a thread is asked for. */
export interface ThreadTask {
  readonly files: readonly ThreadFile[]
  readonly how: Preparation
  readonly wantsOriginals: boolean
}

/** An image whose bytes are a part of all bytes of an answer. */
type Part = Omit<Raster, 'data'> & { readonly start: number }

interface ReadPart {
  readonly image: Part
  readonly original?: Part
  /** Of the original. */
  readonly pixels: number
}

/** One for each file; nothing where it could not be read. */
export interface ThreadAnswer {
  readonly images: readonly (ReadPart | undefined)[]
  readonly bytes: Uint8Array
}

const rasterOf = ({ start, ...image }: Part, bytes: Uint8Array): Raster => {
  const size = image.width * image.height * image.channels
  return { ...image, data: bytes.subarray(start, start + size) }
}

interface Waiting {
  readonly resolve: (answer: ThreadAnswer) => void
  readonly reject: (error: Error) => void
}

/** A worker, which answers in the order in which it was asked. */
class Thread {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []

  constructor(url: URL) {
    // without the parent's flags: loaders for TypeScript would only slow the start
    this.#worker = new Worker(url, { execArgv: [] })
    this.#worker.on('message', (answer: ThreadAnswer) => this.#waiting.shift()?.resolve(answer))
    this.#worker.on('error', (error) => this.#fail(error))
    this.#worker.on('exit', (code) => this.#fail(new Error(`the thread ended with code ${code}`)))
  }

  /** Tasks that are not answered yet. */
  get load(): number {
    return this.#waiting.length
  }

  ask(task: ThreadTask, transfer: ArrayBuffer[]): Promise<ThreadAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
      this.#worker.postMessage(task, transfer)
    })
  }

  close(): void {
    this.#worker.terminate().catch(() => {})
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error)
  }
}

/** What a thread opens itself, or a copy of its bytes, which may be a part of an archive's. */
async function contentOf({ path, onDisk, bytes }: DataFile): Promise<ThreadFile | undefined> {
  try {
    // not `slice`: that of a Buffer is no copy, and what is handed over is gone here
    return { path, content: onDisk ?? new Uint8Array(await bytes()) }
  } catch {
    return undefined // it is read again for its error
  }
}

const buffersOf = (files: readonly ThreadFile[]) =>
  files.flatMap(({ content }) =>
    typeof content === 'string' ? [] : [content.buffer as ArrayBuffer],
  )

/** The thread's file beside this one: compiled, or as it is where Node takes types away. */
function threadFile(): URL | undefined {
  if (import.meta.url.endsWith('.js')) return new URL('./image-thread.js', import.meta.url)
  const { typescript } = process.features as { readonly typescript?: unknown }
  return typescript ? new URL('./image-thread.ts', import.meta.url) : undefined
}

/**
 * Starts the threads.
 * @param count by default as many as there are physical cores
 * @returns nothing where a thread would only take turns with this one
 */
export function openImageThreads(count: number = physicalCores()): ImageThreads | undefined {
  const url = threadFile()
  if (count < 2 || !url) return undefined
  const threads = Array.from({ length: count }, () => new Thread(url))
  return {
    count,
    async read(files, { imageSize, fit, resize, background, onImage }: ReadOptions) {
      const contents = await Promise.all(files.map(contentOf))
      const known = contents.filter((content) => content !== undefined)
      const how = { imageSize, fit, resize, background }
      const thread = threads.reduce((least, other) => (other.load < least.load ? other : least))
      const task = { files: known, how, wantsOriginals: onImage !== undefined }
      const { images, bytes } = await thread.ask(task, buffersOf(known))
      const read = images.map((found): ReadImage | undefined => {
        if (!found) return undefined
        const { image, original, pixels } = found
        const read = { image: rasterOf(image, bytes), pixels }
        return original ? { ...read, original: rasterOf(original, bytes) } : read
      })
      let next = 0
      return contents.map((content) => (content ? read[next++] : undefined))
    },
    close() {
      for (const thread of threads) thread.close()
    },
  }
}
