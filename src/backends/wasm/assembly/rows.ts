// Rows of floats, four at a time and the rest one by one: what element-wise ops, sums and the ends
// of contractions are made of. `bytes` is a row's length; y may be one of the operands.

/** y = a. In pairs of vectors, the higher one first, for the re-vectorizer. */
export function copyRow(y: usize, a: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 32 <= end; y += 32, a += 32) {
    const high = v128.load(a, 16)
    const low = v128.load(a)
    v128.store(y, high, 16)
    v128.store(y, low)
  }
  for (; y < end; y += 4, a += 4) store<u32>(y, load<u32>(a))
}

/** y = 0, in pairs as well: what is stored in halves is slow to load whole. */
export function clearRow(y: usize, bytes: i32): void {
  const zero = f32x4.splat(0)
  const end = y + bytes
  for (; y + 32 <= end; y += 32) {
    v128.store(y, zero, 16)
    v128.store(y, zero)
  }
  for (; y < end; y += 4) store<u32>(y, 0)
}

/** y = a + b */
export function addRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, b += 16) {
    v128.store(y, f32x4.add(v128.load(a), v128.load(b)))
  }
  for (; y < end; y += 4, a += 4, b += 4) store<f32>(y, load<f32>(a) + load<f32>(b))
}

/** y = a b */
export function multiplyRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, b += 16) {
    v128.store(y, f32x4.mul(v128.load(a), v128.load(b)))
  }
  for (; y < end; y += 4, a += 4, b += 4) store<f32>(y, load<f32>(a) * load<f32>(b))
}

/** y = a where a is not negative, else 0; NaN and -0 stay, as in PyTorch. */
export function reluRow(y: usize, a: usize, bytes: i32): void {
  const zero = f32x4.splat(0)
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16) v128.store(y, f32x4.pmax(v128.load(a), zero))
  for (; y < end; y += 4, a += 4) {
    const number = load<f32>(a)
    // biome-ignore lint/complexity/useMathMinMax: the greater of -0 and 0 is 0
    store<f32>(y, number < 0 ? 0 : number)
  }
}

/** y = a, at least low and at most high; NaN stays NaN. */
export function clampRow(y: usize, a: usize, low: f32, high: f32, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16) {
    const raised = f32x4.max(v128.load(a), f32x4.splat(low))
    v128.store(y, f32x4.min(raised, f32x4.splat(high)))
  }
  for (; y < end; y += 4, a += 4) store<f32>(y, min<f32>(max<f32>(load<f32>(a), low), high))
}

/** y = a where b > 0, else 0 */
export function maskRow(y: usize, a: usize, b: usize, bytes: i32): void {
  const zero = f32x4.splat(0)
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, b += 16) {
    v128.store(y, v128.and(v128.load(a), f32x4.gt(v128.load(b), zero)))
  }
  for (; y < end; y += 4, a += 4, b += 4) store<f32>(y, load<f32>(b) > 0 ? load<f32>(a) : 0)
}

/** y = (a - b) * factor */
export function scaledDifferenceRow(y: usize, a: usize, b: usize, factor: f32, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16, b += 16) {
    const difference = f32x4.sub(v128.load(a), v128.load(b))
    v128.store(y, f32x4.mul(difference, f32x4.splat(factor)))
  }
  for (; y < end; y += 4, a += 4, b += 4) {
    store<f32>(y, (load<f32>(a) - load<f32>(b)) * factor)
  }
}

/** y = a * factor */
export function scaleRow(y: usize, a: usize, factor: f32, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16) {
    v128.store(y, f32x4.mul(v128.load(a), f32x4.splat(factor)))
  }
  for (; y < end; y += 4, a += 4) store<f32>(y, load<f32>(a) * factor)
}

/** y += a * factor */
export function addScaledRow(y: usize, a: usize, factor: f32, bytes: i32): void {
  const end = y + bytes
  for (; y + 16 <= end; y += 16, a += 16) {
    const product = f32x4.mul(v128.load(a), f32x4.splat(factor))
    v128.store(y, f32x4.add(v128.load(y), product))
  }
  for (; y < end; y += 4, a += 4) store<f32>(y, load<f32>(y) + load<f32>(a) * factor)
}
