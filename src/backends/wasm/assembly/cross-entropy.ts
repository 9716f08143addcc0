// The loss of a classifier and its gradient, a row of logits at a time, in float64.

import { CrossEntropy, CrossEntropyGradient } from './layout'
import { claim } from './team'
import { log } from './trigonometry'

/** A label that does not exist gives NaN, as it does from an array. */
export function crossEntropy(args: CrossEntropy): void {
  for (let row = claim(); row < args.count; row = claim()) {
    const logits = args.logits + row * args.logitsPitch
    const label = load<i32>(args.labels + row * 4)
    let loss: f64 = NaN
    if (<u32>label < <u32>args.classes) {
      loss = logSumExp(logits, args.classes) - <f64>load<f32>(logits + label * 4)
    }
    store<f64>(args.losses + row * 8, loss)
  }
}

export function crossEntropyGradient(args: CrossEntropyGradient): void {
  const scale = <f64>load<f32>(args.factor) / <f64>args.count
  for (let row = claim(); row < args.count; row = claim()) {
    const logits = args.logits + row * args.logitsPitch
    const y = args.y + row * args.yPitch
    const label = load<i32>(args.labels + row * 4)
    const logSum = logSumExp(logits, args.classes)
    for (let c = 0; c < args.classes; c++) {
      const share = exp(<f64>load<f32>(logits + c * 4) - logSum)
      store<f32>(y + c * 4, <f32>(scale * (share - <f64>i32(c === label))))
    }
  }
}

/** log of the sum of exponentials, the largest taken out so that none overflows. */
function logSumExp(logits: usize, classes: i32): f64 {
  let largest: f64 = -Infinity
  for (let c = 0; c < classes; c++) largest = max(largest, <f64>load<f32>(logits + c * 4))
  let sum: f64 = 0
  for (let c = 0; c < classes; c++) sum += exp(<f64>load<f32>(logits + c * 4) - largest)
  if (!(sum >= 1)) return NaN
  // `log` takes numbers up to 1
  return largest - f64x2.extract_lane(log(f64x2.splat(1 / sum)), 0)
}

/** Below this the result is as good as 0, and its exponent would not fit. */
const LEAST: f64 = -708

/** e^x for x of at most 0, or NaN: 2^n e^r with |r| of at most ln(2) / 2. */
function exp(x: f64): f64 {
  if (!(x >= LEAST)) return x < LEAST ? 0 : x
  const n = nearest(x / Math.LN2)
  const r = x - n * Math.LN2
  let series: f64 = 1
  for (let k = 13; k >= 1; k--) series = 1 + (series * r) / <f64>k
  return series * reinterpret<f64>((<i64>n + 1023) << 52)
}
