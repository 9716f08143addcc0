// Linear attention of each head, and its gradient. What all pixels have in common is a matrix of a
// head's channels by themselves, in scratch memory: the softmax of keys over pixels, times values.

import { exp } from './exponential'
import { LinearAttention } from './layout'
import { addRow, addScaledRow, clearRow, scaleRow } from './rows'
import { claim } from './team'

/** A unit of work is a head of a sample. */
export function linearAttention(args: LinearAttention, scratch: usize): void {
  const units = args.samples * args.heads
  for (let head = claim(); head < units; head = claim()) {
    gatherContext(args, head, scratch)
    if (args.dy === 0) combine(args, head, scratch)
    else spreadGradient(args, head, scratch)
  }
}

// Places in scratch memory.
function contextAt(_args: LinearAttention, scratch: usize): usize {
  return scratch
}
function slopesAt(args: LinearAttention, scratch: usize): usize {
  return scratch + args.width * args.width * 4
}
function rowAt(args: LinearAttention, scratch: usize, index: i32): usize {
  return scratch + (2 * args.width + index) * args.width * 4
}
/** Each channel's greatest key. */
const MOST: i32 = 0
/** Each channel's sum of powers of keys. */
const SUMS: i32 = 1
const POWERS: i32 = 2
const SLOPE: i32 = 3
const MEANS: i32 = 4

function headAt(args: LinearAttention, address: usize, pitch: i32, head: i32): usize {
  const sample = head / args.heads
  const channel = (head % args.heads) * args.width
  return address + <usize>sample * args.length * pitch + channel * 4
}

/** y = the greater of y and a */
function raiseRow(y: usize, a: usize, bytes: i32): void {
  const end = y + bytes
  for (; y < end; y += 4, a += 4) store<f32>(y, max<f32>(load<f32>(y), load<f32>(a)))
}

/** y = e^(a - most) */
function powersRow(y: usize, a: usize, most: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, most += 16) {
    v128.store(y, exp(f32x4.sub(v128.load(a), v128.load(most))))
  }
  for (; y < end; y += 4, a += 4, most += 4) {
    const distance = f32x4.splat(load<f32>(a) - load<f32>(most))
    store<f32>(y, f32x4.extract_lane(exp(distance), 0))
  }
}

/** y = a / b */
function quotientRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const end = y + bytes
  for (; y < end; y += 4, a += 4, b += 4) store<f32>(y, load<f32>(a) / load<f32>(b))
}

/** y = softmax(a), times a factor */
function softmaxRow(y: usize, a: usize, factor: f32, bytes: i32): void {
  let most = load<f32>(a)
  for (let at = 4; at < bytes; at += 4) most = max<f32>(most, load<f32>(a + at))
  let sum: f32 = 0
  const greatest = f32x4.splat(most)
  for (let at = 0; at < bytes; at += 4) {
    const power = exp(f32x4.sub(f32x4.splat(load<f32>(a + at)), greatest))
    const number = f32x4.extract_lane(power, 0)
    store<f32>(y + at, number)
    sum += number
  }
  scaleRow(y, y, factor / sum, bytes)
}

function dot(a: usize, b: usize, bytes: i32): f32 {
  const end = a + bytes
  let lanes = f32x4.splat(0)
  for (; a + 16 <= end; a += 16, b += 16) {
    lanes = f32x4.add(lanes, f32x4.mul(v128.load(a), v128.load(b)))
  }
  let sum: f32 = f32x4.extract_lane(lanes, 0) + f32x4.extract_lane(lanes, 1)
  sum += f32x4.extract_lane(lanes, 2) + f32x4.extract_lane(lanes, 3)
  for (; a < end; a += 4, b += 4) sum += load<f32>(a) * load<f32>(b)
  return sum
}

/** matrix += a (a column) times b (a row) */
function addProduct(matrix: usize, a: usize, b: usize, bytes: i32): void {
  for (let at = 0; at < bytes; at += 4, matrix += bytes) {
    addScaledRow(matrix, b, load<f32>(a + at), bytes)
  }
}

/** y = a (a row) times the matrix */
function timesMatrix(y: usize, a: usize, matrix: usize, bytes: i32): void {
  clearRow(y, bytes)
  for (let at = 0; at < bytes; at += 4, matrix += bytes) {
    addScaledRow(y, matrix, load<f32>(a + at), bytes)
  }
}

/** y = the matrix times a (a column) */
function matrixTimes(y: usize, matrix: usize, a: usize, bytes: i32): void {
  for (let at = 0; at < bytes; at += 4, matrix += bytes) store<f32>(y + at, dot(matrix, a, bytes))
}

/** The context (channels of keys, channels of values), and each channel's greatest key and sum. */
function gatherContext(args: LinearAttention, head: i32, scratch: usize): void {
  const bytes = args.width * 4
  const k = headAt(args, args.k, args.kPitch, head)
  const v = headAt(args, args.v, args.vPitch, head)
  const context = contextAt(args, scratch)
  const most = rowAt(args, scratch, MOST)
  const sums = rowAt(args, scratch, SUMS)
  const powers = rowAt(args, scratch, POWERS)
  for (let at = 0; at < bytes; at += 4) store<f32>(most + at, -Infinity)
  for (let row = 0; row < args.length; row++) raiseRow(most, k + <usize>row * args.kPitch, bytes)
  clearRow(context, args.width * bytes)
  clearRow(sums, bytes)
  for (let row = 0; row < args.length; row++) {
    powersRow(powers, k + <usize>row * args.kPitch, most, bytes)
    addRow(sums, sums, powers, bytes)
    addProduct(context, powers, v + <usize>row * args.vPitch, bytes)
  }
  for (let channel = 0; channel < args.width; channel++) {
    const line = context + channel * bytes
    scaleRow(line, line, <f32>1 / load<f32>(sums + channel * 4), bytes)
  }
}

function combine(args: LinearAttention, head: i32, scratch: usize): void {
  const bytes = args.width * 4
  const q = headAt(args, args.q, args.qPitch, head)
  const y = headAt(args, args.y, args.yPitch, head)
  const powers = rowAt(args, scratch, POWERS)
  for (let row = 0; row < args.length; row++) {
    softmaxRow(powers, q + <usize>row * args.qPitch, args.scale, bytes)
    timesMatrix(y + <usize>row * args.yPitch, powers, contextAt(args, scratch), bytes)
  }
}

function spreadGradient(args: LinearAttention, head: i32, scratch: usize): void {
  spreadToQueries(args, head, scratch)
  spreadToValues(args, head, scratch)
  spreadToKeys(args, head, scratch)
}

/** y = p (y - mean of y by p) */
function behindSoftmax(y: usize, p: usize, mean: f32, bytes: i32): void {
  const end = y + bytes
  for (; y < end; y += 4, p += 4) store<f32>(y, load<f32>(p) * (load<f32>(y) - mean))
}

/** dq, and the gradient of the context. */
function spreadToQueries(args: LinearAttention, head: i32, scratch: usize): void {
  const bytes = args.width * 4
  const q = headAt(args, args.q, args.qPitch, head)
  const dy = headAt(args, args.dy, args.dyPitch, head)
  const dq = headAt(args, args.y, args.yPitch, head)
  const powers = rowAt(args, scratch, POWERS)
  const slope = rowAt(args, scratch, SLOPE)
  const slopes = slopesAt(args, scratch)
  clearRow(slopes, args.width * bytes)
  for (let row = 0; row < args.length; row++) {
    const y = dq + <usize>row * args.yPitch
    softmaxRow(powers, q + <usize>row * args.qPitch, 1, bytes)
    scaleRow(slope, dy + <usize>row * args.dyPitch, args.scale, bytes)
    addProduct(slopes, powers, slope, bytes)
    matrixTimes(y, contextAt(args, scratch), slope, bytes)
    behindSoftmax(y, powers, dot(powers, y, bytes), bytes)
  }
}

/** The softmax of a pixel's keys over all pixels. */
function weighKeys(args: LinearAttention, k: usize, scratch: usize): usize {
  const bytes = args.width * 4
  const powers = rowAt(args, scratch, POWERS)
  powersRow(powers, k, rowAt(args, scratch, MOST), bytes)
  quotientRow(powers, powers, rowAt(args, scratch, SUMS), bytes)
  return powers
}

/** dv, and in the place of dk the gradient of the softmax of keys, and its means. */
function spreadToValues(args: LinearAttention, head: i32, scratch: usize): void {
  const bytes = args.width * 4
  const part = args.heads * bytes
  const k = headAt(args, args.k, args.kPitch, head)
  const v = headAt(args, args.v, args.vPitch, head)
  const dk = headAt(args, args.y, args.yPitch, head) + part
  const means = rowAt(args, scratch, MEANS)
  const slopes = slopesAt(args, scratch)
  clearRow(means, bytes)
  for (let row = 0; row < args.length; row++) {
    const y = dk + <usize>row * args.yPitch
    const weights = weighKeys(args, k + <usize>row * args.kPitch, scratch)
    timesMatrix(y + part, weights, slopes, bytes)
    matrixTimes(y, slopes, v + <usize>row * args.vPitch, bytes)
    for (let at = 0; at < bytes; at += 4) {
      const mean = load<f32>(means + at) + load<f32>(weights + at) * load<f32>(y + at)
      store<f32>(means + at, mean)
    }
  }
}

function spreadToKeys(args: LinearAttention, head: i32, scratch: usize): void {
  const bytes = args.width * 4
  const k = headAt(args, args.k, args.kPitch, head)
  const dk = headAt(args, args.y, args.yPitch, head) + args.heads * bytes
  const means = rowAt(args, scratch, MEANS)
  for (let row = 0; row < args.length; row++) {
    const y = dk + <usize>row * args.yPitch
    const weights = weighKeys(args, k + <usize>row * args.kPitch, scratch)
    for (let at = 0; at < bytes; at += 4) {
      const slope = load<f32>(y + at) - load<f32>(means + at)
      store<f32>(y + at, load<f32>(weights + at) * slope)
    }
  }
}
