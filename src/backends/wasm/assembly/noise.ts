// Standard normal noise by (seed, stream, sample, step, element): Philox 4x32-10 and Box-Muller,
// as in engine/random.ts and equal to it bit for bit.

import { NOISE_CHUNK, RandomNormal } from './layout'
import { philox } from './philox'
import { copyRow } from './rows'
import { claim } from './team'
import { cosSin, log } from './trigonometry'

/** A unit of work is a chunk of one sample. Scratch: the chunk, then 64 bytes for a block. */
export function randomNormal(args: RandomNormal, scratch: usize): void {
  const chunks = (args.elements + NOISE_CHUNK - 1) / NOISE_CHUNK
  const units = args.count * chunks
  for (let unit = claim(); unit < units; unit = claim()) {
    const sample = unit / chunks
    const from = (unit % chunks) * NOISE_CHUNK
    const to = min(from + NOISE_CHUNK, args.elements)
    drawChunk(args, load<i32>(args.samples + sample * 4), from, to, scratch)
    storeChunk(args, sample, from, to, scratch)
  }
}

function drawChunk(args: RandomNormal, sample: i32, from: i32, to: i32, into: usize): void {
  const key0 = load<i32>(args.origin)
  const key1 = load<i32>(args.origin, 4)
  const step = load<i32>(args.origin, 8)
  const words = into + NOISE_CHUNK * 4
  for (let element = from; element < to; element += 4) {
    philox(element >> 2, sample, step, args.stream, key0, key1, words)
    boxMuller(words, into)
    into += 16
  }
}

/** Copies a chunk to its place, one row of channels after the other. */
function storeChunk(args: RandomNormal, sample: i32, from: i32, to: i32, chunk: usize): void {
  const columns = args.columns
  const rows = args.elements / columns
  for (let at = from; at < to; ) {
    const column = at % columns
    const length = min(columns - column, to - at)
    const y = args.y + (sample * rows + at / columns) * args.yPitch + column * 4
    copyRow(y, chunk, length * 4)
    chunk += length * 4
    at += length
  }
}

/** Four normal numbers from four words; the first pair and the second side by side. */
function boxMuller(words: usize, into: usize): void {
  const all = v128.load(words)
  const even = i32x4.shuffle(all, all, 0, 2, 0, 2)
  const odd = i32x4.shuffle(all, all, 1, 3, 1, 3)
  const scale = f64x2.splat(1.0 / 4294967296.0)
  const uniform = f64x2.mul(f64x2.add(f64x2.convert_low_i32x4_u(even), f64x2.splat(0.5)), scale)
  const radius = f64x2.sqrt(f64x2.mul(f64x2.splat(-2), log(uniform)))
  cosSin(f64x2.mul(f64x2.convert_low_i32x4_u(odd), scale), words + 16)
  const cos = f32x4.demote_f64x2_zero(f64x2.mul(radius, v128.load(words, 16)))
  const sin = f32x4.demote_f64x2_zero(f64x2.mul(radius, v128.load(words, 32)))
  v128.store(into, i32x4.shuffle(cos, sin, 0, 4, 1, 5))
}
