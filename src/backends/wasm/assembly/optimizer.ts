// What the steps of optimizers share: guards, clipping, the moving average, four elements or one.

export const CHUNK: i32 = 4096

/** Whether every scalar of a list of addresses is finite. */
export function allFinite(list: usize, count: i32): bool {
  for (let i = 0; i < count; i++) {
    if (!isFinite<f32>(load<f32>(load<usize>(list + i * 4)))) return false
  }
  return true
}

/** What gradients are multiplied by so that their norm keeps its limit: PyTorch's clip_grad_norm_. */
export function clipScale(maxNorm: f32, list: usize): f32 {
  if (maxNorm === 0) return 1
  const norm = sqrt<f32>(load<f32>(load<usize>(list)))
  return min<f32>(1, maxNorm / (norm + <f32>1e-6))
}

/** average = p + (average - p) kept */
export function follow(average: usize, kept: usize, p: v128, four: bool): void {
  const past = f32x4.sub(take(average, four), p)
  const far = f32x4.mul(past, v128.load32_splat(kept))
  put(average, f32x4.add(p, far), four)
}

export function take(from: usize, four: bool): v128 {
  return four ? v128.load(from) : v128.load32_zero(from)
}

export function put(to: usize, value: v128, four: bool): void {
  if (four) v128.store(to, value)
  else v128.store_lane<f32>(to, value, 0)
}
