/**
 * All files of a folder of images, several at once: the first ones here, and where they are much work, the
 * others on the host's threads.
 */

import { pacer } from '../base/pace.ts'
import { namedKind } from '../formats/image-kind.ts'
import { type Found, readImageFile } from './read-image.ts'
import type { DataFile, ImageThreads, ReadOptions } from './source.ts'

/** Files that are read at once here: while one is decoded, others come from the disk. */
const LANES = 8
/** Work that is done here before threads are started, in pixels: they take a while to start. */
const ALONE = 2 ** 21
/** What a file costs besides its pixels, in pixels. */
const PER_FILE = 4096
/** What a thread takes at once, in pixels and in files. */
const BATCH = 2 ** 20
const MOST_FILES = 64
/** So many batches for each thread: one is worked on while the next is on its way. */
const AHEAD = 2

class Reading {
  readonly #files: readonly DataFile[]
  readonly #given: ReadOptions
  readonly #onFound: (found: Found) => void
  readonly found: Found[] = []
  #next = 0
  #done = 0
  #work = 0

  constructor(
    files: readonly DataFile[],
    given: ReadOptions,
    onFound: (found: Found) => void = () => {},
  ) {
    this.#files = files
    this.#given = given
    this.#onFound = onFound
  }

  /** Takes files as long as it should go on. */
  async alone(goesOn: () => boolean): Promise<void> {
    const pace = pacer(this.#given.signal)
    while (this.#next < this.#files.length && goesOn()) {
      const at = this.#next++
      await pace()
      this.#report()
      this.#add(at, await readImageFile(this.#files[at], this.#given))
    }
  }

  /** Reads all that are left. */
  async rest(): Promise<void> {
    await this.#lanes(LANES, () => this.alone(() => !this.#isMuch))
    if (this.#next === this.#files.length) return
    const threads = this.#given.openThreads?.()
    if (!threads) return await this.#lanes(LANES, () => this.alone(() => true))
    const stop = () => threads.close()
    this.#given.signal?.addEventListener('abort', stop)
    try {
      await this.#lanes(AHEAD * threads.count, () => this.#batches(threads))
    } finally {
      this.#given.signal?.removeEventListener('abort', stop)
      threads.close()
    }
  }

  /** No file is begun any more. */
  stop(): void {
    this.#next = this.#files.length
  }

  async #lanes(count: number, lane: () => Promise<void>): Promise<void> {
    const lanes = Math.min(count, this.#files.length - this.#next)
    await Promise.all(Array.from({ length: lanes }, lane))
  }

  get #isMuch(): boolean {
    return this.#work >= ALONE
  }

  async #batches(threads: ImageThreads): Promise<void> {
    while (this.#next < this.#files.length) {
      this.#given.signal?.throwIfAborted()
      const mean = this.#work / this.found.length
      const count = Math.max(1, Math.min(MOST_FILES, Math.floor(BATCH / mean)))
      const first = this.#next
      const files = this.#files.slice(first, first + count)
      this.#next += files.length
      await this.#batch(threads, files, first)
    }
  }

  /** Files that say that they are images go to a thread; what it cannot read is read again for its error. */
  async #batch(threads: ImageThreads, files: readonly DataFile[], first: number): Promise<void> {
    const { onImage } = this.#given
    const named = files.filter(({ path }) => namedKind(path) !== undefined)
    const read = await threads.read(named, this.#given)
    const results = new Map(named.map((file, i) => [file, read[i]]))
    for (const [i, file] of files.entries()) {
      const result = results.get(file)
      this.#report()
      if (result) onImage?.(file.path, result.original ?? result.image)
      const { image, pixels } = result ?? {}
      const isRead = image !== undefined && pixels !== undefined
      this.#add(first + i, isRead ? { image, pixels } : await readImageFile(file, this.#given))
    }
  }

  #report(): void {
    const total = this.#files.length
    this.#given.onProgress?.({ stage: 'reading', done: this.#done++, total })
  }

  #add(at: number, found: Found): void {
    this.found[at] = found
    this.#work += PER_FILE + ('image' in found ? found.pixels : 0)
    this.#onFound(found)
  }
}

/**
 * What became of each file.
 * @param onFound called with each as it is known, in no fixed order; what it throws ends the reading
 * @throws the signal's reason once it is aborted
 */
export async function readImageFiles(
  files: readonly DataFile[],
  given: ReadOptions,
  onFound: (found: Found) => void,
): Promise<readonly Found[]> {
  let isPlanned = false
  const reading = new Reading(files, given, (found) => {
    onFound(found)
    isPlanned ||= 'image' in found
  })
  try {
    await reading.alone(() => !isPlanned) // the first image says what all will take, before more are read
    await reading.rest()
  } catch (error) {
    given.signal?.throwIfAborted() // threads that were stopped say something else
    throw error
  } finally {
    reading.stop() // where one lane fails, the others stop
  }
  given.signal?.throwIfAborted()
  given.onProgress?.({ stage: 'reading', done: files.length, total: files.length })
  return reading.found
}
