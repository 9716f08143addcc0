// The register tile of 128-bit machines: 6 x 8 results in 12 registers of 4, which with two of the
// panel and one of x are the 15 that engines leave free on x64. Not unrolled over the inner
// dimension: V8 then runs out of registers and halves the speed.

import { PANEL_BYTES, PATCH_BYTES } from './layout'
import { madd } from './madd'

/** product (6, 8) = x (6, depth) . panel (depth, 8) */
export function multiply6x8(x: usize, panel: usize, depth: i32, product: usize): void {
  let s00 = f32x4.splat(0)
  let s01 = f32x4.splat(0)
  let s10 = f32x4.splat(0)
  let s11 = f32x4.splat(0)
  let s20 = f32x4.splat(0)
  let s21 = f32x4.splat(0)
  let s30 = f32x4.splat(0)
  let s31 = f32x4.splat(0)
  let s40 = f32x4.splat(0)
  let s41 = f32x4.splat(0)
  let s50 = f32x4.splat(0)
  let s51 = f32x4.splat(0)
  for (let k = 0; k < depth; k++) {
    const p0 = v128.load(panel)
    const p1 = v128.load(panel, 16)
    const x0 = v128.load_splat<f32>(x)
    s00 = madd(x0, p0, s00)
    s01 = madd(x0, p1, s01)
    const x1 = v128.load_splat<f32>(x, PATCH_BYTES)
    s10 = madd(x1, p0, s10)
    s11 = madd(x1, p1, s11)
    const x2 = v128.load_splat<f32>(x, 2 * PATCH_BYTES)
    s20 = madd(x2, p0, s20)
    s21 = madd(x2, p1, s21)
    const x3 = v128.load_splat<f32>(x, 3 * PATCH_BYTES)
    s30 = madd(x3, p0, s30)
    s31 = madd(x3, p1, s31)
    const x4 = v128.load_splat<f32>(x, 4 * PATCH_BYTES)
    s40 = madd(x4, p0, s40)
    s41 = madd(x4, p1, s41)
    const x5 = v128.load_splat<f32>(x, 5 * PATCH_BYTES)
    s50 = madd(x5, p0, s50)
    s51 = madd(x5, p1, s51)
    x += 4
    panel += PANEL_BYTES
  }
  v128.store(product, s01, 16)
  v128.store(product, s00)
  v128.store(product, s11, 80)
  v128.store(product, s10, 64)
  v128.store(product, s21, 144)
  v128.store(product, s20, 128)
  v128.store(product, s31, 208)
  v128.store(product, s30, 192)
  v128.store(product, s41, 272)
  v128.store(product, s40, 256)
  v128.store(product, s51, 336)
  v128.store(product, s50, 320)
}

/** product (6, 8) = x (depth, 6) transposed . panel (depth, 8) */
export function correlate6x8(x: usize, panel: usize, depth: i32, product: usize): void {
  let s00 = f32x4.splat(0)
  let s01 = f32x4.splat(0)
  let s10 = f32x4.splat(0)
  let s11 = f32x4.splat(0)
  let s20 = f32x4.splat(0)
  let s21 = f32x4.splat(0)
  let s30 = f32x4.splat(0)
  let s31 = f32x4.splat(0)
  let s40 = f32x4.splat(0)
  let s41 = f32x4.splat(0)
  let s50 = f32x4.splat(0)
  let s51 = f32x4.splat(0)
  for (let k = 0; k < depth; k++) {
    const p0 = v128.load(panel)
    const p1 = v128.load(panel, 16)
    const x0 = v128.load_splat<f32>(x)
    s00 = madd(x0, p0, s00)
    s01 = madd(x0, p1, s01)
    const x1 = v128.load_splat<f32>(x, 4)
    s10 = madd(x1, p0, s10)
    s11 = madd(x1, p1, s11)
    const x2 = v128.load_splat<f32>(x, 8)
    s20 = madd(x2, p0, s20)
    s21 = madd(x2, p1, s21)
    const x3 = v128.load_splat<f32>(x, 12)
    s30 = madd(x3, p0, s30)
    s31 = madd(x3, p1, s31)
    const x4 = v128.load_splat<f32>(x, 16)
    s40 = madd(x4, p0, s40)
    s41 = madd(x4, p1, s41)
    const x5 = v128.load_splat<f32>(x, 20)
    s50 = madd(x5, p0, s50)
    s51 = madd(x5, p1, s51)
    x += PATCH_BYTES
    panel += PANEL_BYTES
  }
  v128.store(product, s01, 16)
  v128.store(product, s00)
  v128.store(product, s11, 80)
  v128.store(product, s10, 64)
  v128.store(product, s21, 144)
  v128.store(product, s20, 128)
  v128.store(product, s31, 208)
  v128.store(product, s30, 192)
  v128.store(product, s41, 272)
  v128.store(product, s40, 256)
  v128.store(product, s51, 336)
  v128.store(product, s50, 320)
}
