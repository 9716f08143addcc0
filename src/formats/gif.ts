/** Animated GIF from rasters. Writes only. */

import type { Gifenc } from 'gifenc'
import gifencDefault, * as gifencModule from 'gifenc'
import { gifError } from './errors/gif.ts'
import { type Indexed, indexColours, MOST_COLOURS } from './palette.ts'
import { checkRaster, hasAlpha, type Raster } from './raster.ts'

/** Of `encodeGif`. */
export interface GifOptions {
  /** Milliseconds for which each frame stands, rounded to hundredths of a second. */
  delays: readonly number[]
  /** Each pixel as a square of so many, along each side. Colours are chosen before. Default 1. */
  scale?: number
  /** Play forever (the default) or once. */
  loop?: boolean
}

/** Node sees a CommonJS package in one default export, bundlers an ES module of names. */
const gifenc: Gifenc = typeof gifencDefault === 'function' ? gifencModule : gifencDefault

const GREYS = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey])
/** The format's 16-bit fields. */
const MAX_SIDE = 65_535
const MAX_DELAY = 655_350

/**
 * The bytes of a GIF. Grey frames are exact; RGB frames get 256 colours each. Of alpha a bit is kept:
 * pixels are transparent below a half, else opaque.
 * @throws {DdpmError} where there is no frame, frames differ in size or channels, are too large
 * for the format, or there is not one delay of 0..655350 ms per frame.
 */
export function encodeGif(frames: readonly Raster[], options: GifOptions): Uint8Array {
  const { scale = 1 } = options
  checkFrames(frames, options.delays, scale)
  const gif = gifenc.GIFEncoder()
  const repeat = (options.loop ?? true) ? 0 : -1
  frames.forEach((frame, i) => {
    const { index, palette, clear } = indexed(frame)
    // Grey frames share the first one's palette; colours are each frame's own.
    const own = i === 0 || frame.channels > 1 ? { palette } : {}
    const seen =
      clear === undefined ? {} : { transparent: true, transparentIndex: clear, dispose: 2 }
    const [width, height] = [frame.width * scale, frame.height * scale]
    gif.writeFrame(enlarged(index, frame.width, scale), width, height, {
      ...own,
      ...seen,
      delay: options.delays[i],
      repeat,
    })
  })
  gif.finish()
  return gif.bytes()
}

/** Indices of an image whose pixels become squares. */
function enlarged(index: Uint8Array, width: number, scale: number): Uint8Array {
  if (scale === 1) return index
  const wide = width * scale
  const out = new Uint8Array(index.length * scale * scale)
  for (let y = 0; y * width < index.length; y++) {
    const first = y * scale * wide
    for (let x = 0; x < wide; x++) out[first + x] = index[y * width + Math.floor(x / scale)]
    for (let row = 1; row < scale; row++) out.copyWithin(first + row * wide, first, first + wide)
  }
  return out
}

/** Pixels of a smaller alpha are transparent. */
const HALF = 128

/** A frame's colours, and the one that stands for transparent pixels. */
function indexed(frame: Raster): Indexed & { readonly clear?: number } {
  const { channels, data } = frame
  if (!hasAlpha(channels))
    return channels === 1 ? { index: data, palette: GREYS } : indexColours(data)
  const pixels = data.length / channels
  const isSeen = (pixel: number) => data[channels * (pixel + 1) - 1] >= HALF
  const rgb = Uint8Array.from({ length: 3 * pixels }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return isSeen(pixel) ? data[channels * pixel + (channels === 4 ? i % 3 : 0)] : 0
  })
  const { index, palette } = indexColours(rgb, MOST_COLOURS - 1)
  const clear = palette.length
  return {
    index: index.map((colour, pixel) => (isSeen(pixel) ? colour : clear)),
    palette: [...palette, [0, 0, 0]],
    clear,
  }
}

function checkFrames(frames: readonly Raster[], delays: readonly number[], scale: number): void {
  if (frames.length === 0) throw gifError('gif.no-frames')
  const { width, height, channels } = frames[0]
  for (const frame of frames) {
    checkRaster(frame, 'GIF')
    if (frame.width !== width || frame.height !== height || frame.channels !== channels) {
      throw gifError('gif.frames-differ')
    }
  }
  const whole = { width: width * scale, height: height * scale }
  if (!(whole.width <= MAX_SIDE && whole.height <= MAX_SIDE)) {
    throw gifError('gif.too-large', { ...whole, most: MAX_SIDE })
  }
  const fits = (delay: number) => delay >= 0 && delay <= MAX_DELAY
  if (delays.length !== frames.length || !delays.every(fits)) {
    throw gifError('gif.delays-invalid', { frames: frames.length, most: MAX_DELAY })
  }
}
