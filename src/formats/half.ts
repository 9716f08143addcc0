/** IEEE 754 binary16 as its 16 bits: 1 sign bit, 5 exponent bits, 10 fraction bits. */

const word = new DataView(new ArrayBuffer(4))

/** The number that 16 bits stand for; every one is a float32, too. */
export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}

/** A whole number of halves, ties to even. */
function roundToEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor
}

/** The 16 bits nearest to a float32, ties to even; what is too large becomes infinite. */
export function toHalf(value: number): number {
  word.setFloat32(0, value)
  const sign = word.getUint8(0) & 0x80 ? 0x8000 : 0
  const size = Math.abs(value)
  if (Number.isNaN(size)) return 0x7e00
  if (size >= 65520) return sign | 0x7c00 // half way from the largest to what would follow
  const exponent = Math.max(Math.floor(Math.log2(size)), -14)
  // a fraction that rounds up to 2048 carries into the exponent, as it should
  return sign | (((exponent + 14) << 10) + roundToEven(size * 2 ** (10 - exponent)))
}
