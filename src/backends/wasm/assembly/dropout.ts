// Dropout: each element is kept, and scaled, or not, by a random word of its own.

import { Dropout } from './layout'
import { philox } from './philox'
import { claim } from './team'

/** Elements of a unit of work. */
const CHUNK: i32 = 4096

/** A unit of work is a chunk of one sample. Scratch: 16 bytes. */
export function dropout(args: Dropout, scratch: usize): void {
  const chunks = (args.elements + CHUNK - 1) / CHUNK
  const units = args.count * chunks
  for (let unit = claim(); unit < units; unit = claim()) {
    const from = (unit % chunks) * CHUNK
    dropChunk(args, unit / chunks, from, min(from + CHUNK, args.elements), scratch)
  }
}

function dropChunk(args: Dropout, sample: i32, from: i32, to: i32, words: usize): void {
  const number = load<i32>(args.samples + sample * 4)
  const key0 = load<i32>(args.origin)
  const key1 = load<i32>(args.origin, 4)
  const step = load<i32>(args.origin, 8)
  let row = sample * (args.elements / args.columns) + from / args.columns
  let column = from % args.columns
  for (let element = from; element < to; element++) {
    const lane = element & 3
    if (lane === 0) philox(element >> 2, number, step, args.stream, key0, key1, words)
    const x = load<f32>(args.x + <usize>row * args.xPitch + column * 4)
    const kept = load<u32>(words + lane * 4) >= <u32>args.threshold
    store<f32>(args.y + <usize>row * args.yPitch + column * 4, kept ? x * args.scale : 0)
    if (++column === args.columns) {
      column = 0
      row++
    }
  }
}
