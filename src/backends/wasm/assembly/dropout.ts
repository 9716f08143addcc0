// Dropout: each element is kept, and scaled, or not, by a random word of its own.

import { Dropout, NOISE_CHUNK } from './layout'
import { philoxBlocks } from './philox'
import { claim } from './team'

/** A unit of work is a chunk of one sample. Scratch: a word for each of its elements. */
export function dropout(args: Dropout, scratch: usize): void {
  const chunks = (args.elements + NOISE_CHUNK - 1) / NOISE_CHUNK
  const units = args.count * chunks
  for (let unit = claim(); unit < units; unit = claim()) {
    const sample = unit / chunks
    const from = (unit % chunks) * NOISE_CHUNK
    const to = min(from + NOISE_CHUNK, args.elements)
    drawWords(args, load<i32>(args.samples + sample * 4), from, to, scratch)
    dropChunk(args, sample, from, to, scratch)
  }
}

function drawWords(args: Dropout, sample: i32, from: i32, to: i32, into: usize): void {
  const key0 = load<i32>(args.origin)
  const key1 = load<i32>(args.origin, 4)
  const step = load<i32>(args.origin, 8)
  for (let element = from; element < to; element += 16, into += 64) {
    philoxBlocks(element >> 2, sample, step, args.stream, key0, key1, into)
  }
}

/** One row of channels after the other. */
function dropChunk(args: Dropout, sample: i32, from: i32, to: i32, words: usize): void {
  const columns = args.columns
  const rows = args.elements / columns
  for (let at = from; at < to; ) {
    const column = at % columns
    const length = min(columns - column, to - at)
    const row: usize = sample * rows + at / columns
    const y = args.y + row * args.yPitch + column * 4
    const x = args.x + row * args.xPitch + column * 4
    dropRow(y, x, words, length * 4, args.threshold, args.scale)
    words += length * 4
    at += length
  }
}

/** y = x * scale where the word is at least the threshold, else 0. */
function dropRow(y: usize, x: usize, words: usize, bytes: i32, threshold: i32, scale: f32): void {
  const end = y + bytes
  const least = i32x4.splat(threshold)
  const scales = f32x4.splat(scale)
  for (; y + 16 <= end; y += 16, x += 16, words += 16) {
    const kept = i32x4.ge_u(v128.load(words), least)
    v128.store(y, v128.and(f32x4.mul(v128.load(x), scales), kept))
  }
  for (; y < end; y += 4, x += 4, words += 4) {
    store<f32>(y, load<u32>(words) >= <u32>threshold ? load<f32>(x) * scale : 0)
  }
}
