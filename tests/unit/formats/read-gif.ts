/** A GIF reader for the tests, after the GIF89a specification and knowing nothing of the writer. */

export interface GifFrame {
  readonly width: number
  readonly height: number
  /** RGB. */
  readonly data: Uint8Array
  /** Milliseconds. */
  readonly delay: number
  /** Whether each pixel is opaque. */
  readonly seen: readonly boolean[]
  /** What becomes of the frame before the next. */
  readonly dispose: number
}

export interface Gif {
  readonly frames: GifFrame[]
  /** Times the animation is played again; undefined is once. */
  readonly repeat: number | undefined
}

export function readGif(bytes: Uint8Array): Gif {
  let at = 13
  const u8 = () => bytes[at++]
  const u16 = () => u8() | (u8() << 8)
  const take = (length: number) => {
    at += length
    return bytes.subarray(at - length, at)
  }
  const blocks = () => {
    const parts: number[] = []
    for (let size = u8(); size > 0; size = u8()) parts.push(...take(size))
    return parts
  }
  const colours = (flags: number) => (flags & 0x80 ? take(3 * 2 ** ((flags & 7) + 1)) : undefined)
  if (String.fromCharCode(...bytes.subarray(0, 6)) !== 'GIF89a') throw new Error('signature')
  const shared = colours(bytes[10])
  const frames: GifFrame[] = []
  let delay = 0
  let dispose = 0
  let clear: number | undefined
  let repeat: number | undefined
  for (let kind = u8(); kind !== 0x3b; kind = u8()) {
    if (kind === 0x21) {
      const label = u8()
      const data = blocks()
      if (label === 0xf9) {
        delay = (data[1] | (data[2] << 8)) * 10
        dispose = (data[0] >> 2) & 7
        clear = data[0] & 1 ? data[3] : undefined
      }
      if (label === 0xff) repeat = data[12] | (data[13] << 8)
    } else if (kind === 0x2c) {
      at += 4
      const [width, height] = [u16(), u16()]
      const palette = colours(u8()) ?? shared
      if (!palette) throw new Error('no palette')
      const indices = unLzw(u8(), blocks())
      if (indices.length !== width * height) throw new Error(`${indices.length} pixels`)
      const data = Uint8Array.from(indices.flatMap((i) => [...palette.subarray(3 * i, 3 * i + 3)]))
      frames.push({ width, height, data, delay, dispose, seen: indices.map((i) => i !== clear) })
    } else throw new Error(`block ${kind} at ${at}`)
  }
  if (at !== bytes.length) throw new Error('trailing bytes')
  return { frames, repeat }
}

function unLzw(minimum: number, data: number[]): number[] {
  const clear = 1 << minimum
  const out: number[] = []
  let table: number[][] = []
  let previous: number[] | undefined
  let size = 0
  const reset = () => {
    table = Array.from({ length: clear + 2 }, (_, i) => [i])
    previous = undefined
    size = minimum + 1
  }
  reset()
  let bits = 0
  let count = 0
  for (const byte of data) {
    bits |= byte << count
    count += 8
    while (count >= size) {
      const code = bits & ((1 << size) - 1)
      bits >>= size
      count -= size
      if (code === clear) {
        reset()
        continue
      }
      if (code === clear + 1) return out
      const entry: number[] = table[code] ?? [...(previous ?? []), (previous ?? [])[0]]
      out.push(...entry)
      if (previous && table.length < 4096) table.push([...previous, entry[0]])
      if (table.length === 1 << size && size < 12) size++
      previous = entry
    }
  }
  throw new Error('no end code')
}
