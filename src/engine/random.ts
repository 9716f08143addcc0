/**
 * Random numbers as a pure function of (seed, stream, sample, step, element): Philox 4x32-10
 * (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"). There is no state to save
 * or to share, so batch size, thread count and device cannot change what is drawn.
 */

import { engineError } from './errors.ts'

/** Who draws: one number per purpose, so that no two purposes ever share numbers. */
export const streams = {
  trainingNoise: 0,
  timestep: 1,
  shuffle: 2,
  initialisation: 3,
  samplingNoise: 4,
  digits: 5,
  offsetNoise: 6,
  labelDropout: 7,
  validationNoise: 9,
  /** Back up to more noise while inpainting. */
  resampling: 10,
  augmentation: 15,
  /** Mirrored and moved images of a training. */
  imageChange: 16,
  sprites: 17,
  /** And all above: one for each place of a network that drops out. */
  dropout: 0x10000,
} as const

const MULTIPLIER_0 = 0xd2511f53
const MULTIPLIER_1 = 0xcd9e8d57
const WEYL_0 = 0x9e3779b9
const WEYL_1 = 0xbb67ae85
const ROUNDS = 10

/** High 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const low = aLow * bLow
  const middle = aHigh * bLow + (low >>> 16)
  const cross = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000)) >>> 0
}

/** One Philox 4x32-10 block: four 32-bit words from a 128-bit counter and a 64-bit key. */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = multiplyHigh(MULTIPLIER_0, c0 >>> 0)
    const high1 = multiplyHigh(MULTIPLIER_1, c2 >>> 0)
    const low0 = Math.imul(MULTIPLIER_0, c0)
    const low1 = Math.imul(MULTIPLIER_1, c2)
    c0 = high1 ^ c1 ^ k0
    c1 = low1
    c2 = high0 ^ c3 ^ k1
    c3 = low0
    k0 = (k0 + WEYL_0) | 0
    k1 = (k1 + WEYL_1) | 0
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0]
}

/**
 * A seed as Philox's 64-bit key.
 * @throws {DdpmError} `random.seed-out-of-range` where it is not a whole number in 0 .. 2^53 - 1.
 */
export function keyOf(seed: number): [number, number] {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw engineError('random.seed-out-of-range', { seed })
  }
  return [seed >>> 0, Math.floor(seed / 2 ** 32)]
}

/** Log-series length: |s| <= 0.172, so the first dropped term is below 1e-14. */
const LOG_TERMS = 8
const SIN_COS_TERMS = 8

/**
 * ln(x) for normal x > 0, from + - * / alone: the same bits on every IEEE machine, which
 * Math.log does not promise. The WASM kernel repeats these operations in this order.
 */
function portableLog(x: number): number {
  let exponent = 0
  let mantissa = x
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2
    exponent--
  }
  // ln m = 2 atanh(s), s = (m - 1) / (m + 1)
  const s = (mantissa - 1) / (mantissa + 1)
  const s2 = s * s
  let series = 1 / (2 * LOG_TERMS + 1)
  for (let k = LOG_TERMS - 1; k >= 0; k--) series = series * s2 + 1 / (2 * k + 1)
  return 2 * s * series + exponent * Math.LN2
}

/** cos and sin of `turns` full turns, turns in [0, 1), by the same rule as `portableLog`. */
function portableCosSin(turns: number): [number, number] {
  const quadrant = Math.floor(turns * 4 + 0.5)
  const angle = (turns - quadrant * 0.25) * (2 * Math.PI) // within +-pi/4
  const a2 = angle * angle
  let cos = 1
  let sin = 1
  for (let k = SIN_COS_TERMS; k >= 1; k--) {
    cos = 1 - (cos * a2) / ((2 * k - 1) * (2 * k))
    sin = 1 - (sin * a2) / (2 * k * (2 * k + 1))
  }
  sin *= angle
  switch (quadrant & 3) {
    case 0:
      return [cos, sin]
    case 1:
      return [-sin, cos]
    case 2:
      return [-cos, -sin]
    default:
      return [sin, -cos]
  }
}

/** Two standard normal numbers from two 32-bit words (Box and Muller 1958), |z| < 6.8. */
export function boxMuller(word0: number, word1: number): [number, number] {
  const radius = Math.sqrt(-2 * portableLog((word0 + 0.5) / 2 ** 32))
  const [cos, sin] = portableCosSin(word1 / 2 ** 32)
  return [Math.fround(radius * cos), Math.fround(radius * sin)]
}

/** Numbers of one (seed, stream, sample, step), drawn one after another on the host. */
export class RandomStream {
  readonly #key: [number, number]
  readonly #stream: number
  readonly #sample: number
  readonly #step: number
  #element = 0
  #block: [number, number, number, number] = [0, 0, 0, 0]

  constructor(seed: number, stream: number, sample = 0, step = 0) {
    this.#key = keyOf(seed)
    this.#stream = stream
    this.#sample = sample
    this.#step = step
  }

  /** A whole number in 0 .. 2^32 - 1. */
  nextUint32(): number {
    const lane = this.#element & 3
    if (lane === 0) {
      const counter = [this.#element >>> 2, this.#sample, this.#step, this.#stream] as const
      this.#block = philox4x32(counter, this.#key)
    }
    this.#element++
    return this.#block[lane]
  }

  /** Uniform in [0, 1), 32 bits of it. */
  nextFloat(): number {
    return this.nextUint32() / 2 ** 32
  }

  /** A whole number in 0 .. below - 1, each equally likely (rejection removes the bias). */
  nextInt(below: number): number {
    const limit = 2 ** 32 - (2 ** 32 % below)
    let word = this.nextUint32()
    while (word >= limit) word = this.nextUint32()
    return word % below
  }

  /** Standard normal; uses two words and gives the first of the pair. */
  nextNormal(): number {
    const word0 = this.nextUint32()
    return boxMuller(word0, this.nextUint32())[0]
  }
}

/**
 * Standard normal noise of one sample: element e of (seed, stream, sample, step). The host's form
 * of the op `randomNormal`, equal to it bit for bit.
 */
export function normalNoise(
  into: Float32Array,
  seed: number,
  stream: number,
  sample: number,
  step: number,
): Float32Array {
  const key = keyOf(seed)
  for (let block = 0; block * 4 < into.length; block++) {
    const words = philox4x32([block, sample, step, stream], key)
    const four = [...boxMuller(words[0], words[1]), ...boxMuller(words[2], words[3])]
    for (let lane = 0; lane < 4 && block * 4 + lane < into.length; lane++) {
      into[block * 4 + lane] = four[lane]
    }
  }
  return into
}
