/** Reads a file of lines as it grows: each line once, and nothing again. */

import { Lines } from '../../runs/lines.ts'
import { openWithin } from './within.ts'

const CHUNK = 1 << 18

/** `replaced`: the file was replaced, and is read from its beginning. */
export type TailOutcome = 'same' | 'more' | 'replaced' | 'gone'

export class Tail {
  readonly #root: string
  readonly #names: readonly string[]
  /** Of the file that is being read. */
  #inode = -1
  #offset = 0
  #lines = new Lines()

  constructor(root: string, names: readonly string[]) {
    this.#root = root
    this.#names = names
  }

  /**
   * Reads what was added.
   * @param onAnew called before the first line of another file than before
   */
  async read(onLine: (line: string) => void, onAnew: () => void): Promise<TailOutcome> {
    const file = await openWithin(this.#root, this.#names)
    if (!file) return 'gone'
    const { handle, stats } = file
    try {
      const another = stats.ino !== this.#inode || stats.size < this.#offset
      if (another) {
        this.#forget(stats.ino)
        onAnew()
      }
      const before = this.#offset
      const chunk = new Uint8Array(Math.min(CHUNK, Math.max(stats.size - before, 0)))
      while (this.#offset < stats.size) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, this.#offset)
        if (bytesRead === 0) break
        this.#offset += bytesRead
        for (const line of this.#lines.take(chunk.subarray(0, bytesRead))) onLine(line)
      }
      if (another) return 'replaced'
      return this.#offset > before ? 'more' : 'same'
    } finally {
      await handle.close()
    }
  }

  #forget(inode: number): void {
    this.#inode = inode
    this.#offset = 0
    this.#lines = new Lines()
  }
}
