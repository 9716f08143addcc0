/**
 * The four contractions as nested loops: for each output pixel a row of sums over taps and
 * channels, then the epilogue. Not fast, and not meant to be.
 */

import { rowFor, steps } from './elementwise.ts'
import type { Call, Kernel } from './kernel.ts'
import { rowStart, type Values } from './values.ts'

/** Applies the epilogue to a row of sums and stores it as the output's row. */
function finish(
  call: Call<'conv2d' | 'convTranspose2d' | 'matmul'>,
  sums: Float64Array,
  row: number,
) {
  const { tensor, inputs, output } = call
  let next = 2
  for (const step of tensor.attributes.epilogue) {
    // relu has no operand of its own and ignores what it is given
    const operand = step === 'relu' ? output : inputs[next++]
    const start = rowFor(operand, row, output.rows)
    for (let c = 0; c < sums.length; c++) sums[c] = steps[step](sums[c], operand.data[start + c])
  }
  output.data.set(sums, rowStart(output, row))
}

/** The row number of a pixel of images (B, H, W, C), or undefined outside of the image. */
function pixelRow({ shape }: Values, sample: number, y: number, x: number): number | undefined {
  const [, height, width] = shape
  const inside = y >= 0 && y < height && x >= 0 && x < width
  return inside ? (sample * height + y) * width + x : undefined
}

/** Calls `visit` for every pixel of images (B, H, W, C) in order. */
function eachPixel(
  { shape: [samples, height, width] }: Values,
  visit: (sample: number, y: number, x: number, row: number) => void,
): void {
  let row = 0
  for (let sample = 0; sample < samples; sample++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) visit(sample, y, x, row++)
    }
  }
}

/** Calls `visit` for every tap of a filter (KH, KW, I, O) with the number of its first row. */
function eachTap(
  [kernelHeight, kernelWidth, inputs]: readonly number[],
  visit: (ky: number, kx: number, firstRow: number) => void,
): void {
  for (let ky = 0; ky < kernelHeight; ky++) {
    for (let kx = 0; kx < kernelWidth; kx++) visit(ky, kx, (ky * kernelWidth + kx) * inputs)
  }
}

/** sums += x's row times the filter's rows from `firstRow`: (I) times (I, O). */
function addProduct(sums: Float64Array, x: Values, row: number, w: Values, firstRow: number): void {
  const xStart = rowStart(x, row)
  for (let i = 0; i < x.width; i++) {
    const wStart = rowStart(w, firstRow + i)
    const xi = x.data[xStart + i]
    for (let o = 0; o < sums.length; o++) sums[o] += xi * w.data[wStart + o]
  }
}

/** sums += the filter's rows from `firstRow` times y's row: (I, O) times (O). */
function addTransposed(sums: Float64Array, y: Values, row: number, w: Values, firstRow: number) {
  const yStart = rowStart(y, row)
  for (let i = 0; i < sums.length; i++) {
    const wStart = rowStart(w, firstRow + i)
    for (let o = 0; o < y.width; o++) sums[i] += w.data[wStart + o] * y.data[yStart + o]
  }
}

/** y[b, v, u, o] = sum over ky, kx, i of x[b, v s + ky - p, u s + kx - p, i] w[ky, kx, i, o] */
export const conv2d: Kernel<'conv2d'> = (call) => {
  const { stride, padding } = call.tensor.attributes
  const [x, w] = call.inputs
  const sums = new Float64Array(call.output.width)
  eachPixel(call.output, (sample, v, u, row) => {
    sums.fill(0)
    eachTap(w.shape, (ky, kx, firstRow) => {
      const from = pixelRow(x, sample, v * stride + ky - padding, u * stride + kx - padding)
      if (from !== undefined) addProduct(sums, x, from, w, firstRow)
    })
    finish(call, sums, row)
  })
}

/** Every y[b, v, u, o] w[ky, kx, i, o] goes to x[b, v s + ky - p, u s + kx - p, i]. */
export const convTranspose2d: Kernel<'convTranspose2d'> = (call) => {
  const { stride, padding } = call.tensor.attributes
  const [y, w] = call.inputs
  const sums = new Float64Array(call.output.width)
  eachPixel(call.output, (sample, v, u, row) => {
    sums.fill(0)
    eachTap(w.shape, (ky, kx, firstRow) => {
      const [fromV, fromU] = [(v + padding - ky) / stride, (u + padding - kx) / stride]
      if (!Number.isInteger(fromV) || !Number.isInteger(fromU)) return
      const from = pixelRow(y, sample, fromV, fromU)
      if (from !== undefined) addTransposed(sums, y, from, w, firstRow)
    })
    finish(call, sums, row)
  })
}

/** dw[ky, kx, i, o] = sum over b, v, u of x[b, v s + ky - p, u s + kx - p, i] dy[b, v, u, o] */
export const conv2dFilterGradient: Kernel<'conv2dFilterGradient'> = (call) => {
  const { stride, padding } = call.tensor.attributes
  const { inputs, output } = call
  const [x, dy] = inputs
  const sums = new Float64Array(x.width * dy.width)
  eachTap(output.shape, (ky, kx, firstRow) => {
    sums.fill(0)
    eachPixel(dy, (sample, v, u, row) => {
      const from = pixelRow(x, sample, v * stride + ky - padding, u * stride + kx - padding)
      if (from !== undefined) addOuterProduct(sums, x, from, dy, row)
    })
    for (let i = 0; i < x.width; i++) {
      const start = rowStart(output, firstRow + i)
      output.data.set(sums.subarray(i * dy.width, (i + 1) * dy.width), start)
    }
  })
}

/** sums (I, O) += x's row (I) times y's row (O). */
function addOuterProduct(sums: Float64Array, x: Values, xRow: number, y: Values, yRow: number) {
  const [xStart, yStart] = [rowStart(x, xRow), rowStart(y, yRow)]
  for (let i = 0; i < x.width; i++) {
    const xi = x.data[xStart + i]
    for (let o = 0; o < y.width; o++) sums[i * y.width + o] += xi * y.data[yStart + o]
  }
}

/** y[m, n] = sum over k of a[m, k] b[k, n], each read as [k, m] or [n, k] where transposed. */
export const matmul: Kernel<'matmul'> = (call) => {
  const { transposeA, transposeB } = call.tensor.attributes
  const [a, b] = call.inputs
  const depth = transposeA ? a.rows : a.width
  const sums = new Float64Array(call.output.width)
  for (let m = 0; m < call.output.rows; m++) {
    sums.fill(0)
    for (let k = 0; k < depth; k++) {
      const factor = a.data[transposeA ? rowStart(a, k) + m : rowStart(a, m) + k]
      for (let n = 0; n < sums.length; n++) {
        sums[n] += factor * b.data[transposeB ? rowStart(b, n) + k : rowStart(b, k) + n]
      }
    }
    finish(call, sums, m)
  }
}
