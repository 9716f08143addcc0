import { describe, expect, it } from 'vitest'
import {
  boxMuller,
  keyOf,
  normalNoise,
  philox4x32,
  RandomStream,
  streams,
} from '../../../src/engine/random.ts'
import { coded } from '../../coded.ts'

type Four = [number, number, number, number]

const hex = (words: readonly number[]) =>
  words.map((w) => w.toString(16).padStart(8, '0')).join(' ')

describe('Philox 4x32-10', () => {
  const ones = 0xffffffff
  /** Known answers of Random123's kat_vectors. */
  const known: [string, Four, [number, number], string][] = [
    ['zeros', [0, 0, 0, 0], [0, 0], '6627e8d5 e169c58d bc57ac4c 9b00dbd8'],
    ['ones', [ones, ones, ones, ones], [ones, ones], '408f276d 41c83b0e a20bc7c6 6d5451fd'],
    [
      'digits of pi',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    ],
  ]

  it.each(known)('gives the known answer for %s', (_, counter, key, answer) => {
    expect(hex(philox4x32(counter, key))).toBe(answer)
  })
})

describe('a seed', () => {
  it('becomes a key of 64 bits', () => {
    expect(keyOf(0)).toEqual([0, 0])
    expect(keyOf(2 ** 32 + 5)).toEqual([5, 1])
    expect(keyOf(Number.MAX_SAFE_INTEGER)).toEqual([0xffffffff, 0x1fffff])
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53, Infinity])('of %d is refused', (seed) => {
    expect(() => keyOf(seed)).toThrow(coded('random.seed-out-of-range', { seed }))
  })
})

describe('Box and Muller', () => {
  it('agrees with Math.log, Math.cos and Math.sin', () => {
    const words = new RandomStream(3, 0)
    for (let i = 0; i < 20_000; i++) {
      const [a, b] = [words.nextUint32(), words.nextUint32()]
      const radius = Math.sqrt(-2 * Math.log((a + 0.5) / 2 ** 32))
      const angle = (2 * Math.PI * b) / 2 ** 32
      const [x, y] = boxMuller(a, b)
      expect(Math.abs(x - radius * Math.cos(angle))).toBeLessThan(4e-7)
      expect(Math.abs(y - radius * Math.sin(angle))).toBeLessThan(4e-7)
    }
  })

  it.each([
    [0, 0],
    [0, 0xffffffff],
    [0xffffffff, 0],
    [0xffffffff, 0xffffffff],
    [0, 0x40000000],
    [0, 0x20000000],
    [0, 0xdfffffff],
  ])('is finite and below 6.8 at its corners: %i, %i', (a, b) => {
    for (const z of boxMuller(a, b)) expect(Math.abs(z)).toBeLessThan(6.8)
  })
})

describe('normal noise', () => {
  const noise = (length: number, seed = 1, stream = 0, sample = 0, step = 0) =>
    normalNoise(new Float32Array(length), seed, stream, sample, step)
  const COUNT = 200_000

  it('has the moments of a standard normal', () => {
    const numbers = noise(COUNT)
    const moment = (k: number) => numbers.reduce((sum, z) => sum + z ** k, 0) / COUNT
    // Five standard errors: Var z^k = (2k - 1)!! - (k - 1)!!^2 for even k, (2k - 1)!! for odd.
    const within = (variance: number) => 5 * Math.sqrt(variance / COUNT)
    expect(Math.abs(moment(1))).toBeLessThan(within(1))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(within(2))
    expect(Math.abs(moment(3))).toBeLessThan(within(15))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(within(96))
  })

  it('lies inside one, two and three sigma as often as it should', () => {
    const numbers = noise(COUNT, 2)
    const inside = [0.6826895, 0.9544997, 0.9973002]
    inside.forEach((share, i) => {
      const found = numbers.filter((z) => Math.abs(z) < i + 1).length / COUNT
      expect(Math.abs(found - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / COUNT))
    })
  })

  it('has uncorrelated neighbours', () => {
    const numbers = noise(COUNT, 3)
    for (const lag of [1, 2, 3, 4]) {
      const products = numbers.slice(lag).reduce((sum, z, i) => sum + z * numbers[i], 0)
      expect(Math.abs(products / COUNT)).toBeLessThan(5 / Math.sqrt(COUNT))
    }
  })

  it('does not depend on how much of it is drawn', () => {
    const long = noise(103)
    for (const length of [1, 2, 3, 4, 5, 50]) expect(noise(length)).toEqual(long.slice(0, length))
  })

  it('differs in every coordinate', () => {
    const drawn = [noise(8), noise(8, 2), noise(8, 1, 1), noise(8, 1, 0, 1), noise(8, 1, 0, 0, 1)]
    expect(new Set(drawn.flatMap((numbers) => [...numbers])).size).toBe(5 * 8)
  })

  it('has these bits on every machine', () => {
    const bits = [...new Uint32Array(noise(8, 42, 4, 7, 999).buffer)]
    expect(hex(bits)).toBe(
      'bf6eb4d2 c0041935 bf4fc67a 3f2ae5b5 3f4d0664 3f770edd 40206146 3e676983',
    )
  })
})

describe('a random stream', () => {
  it('gives the words of Philox in order', () => {
    const stream = new RandomStream(9, streams.shuffle, 5, 6)
    const words = Array.from({ length: 8 }, () => stream.nextUint32())
    const block = (element: number) => philox4x32([element, 5, 6, streams.shuffle], keyOf(9))
    expect(words).toEqual([...block(0), ...block(1)])
  })

  it('gives floats in [0, 1)', () => {
    const stream = new RandomStream(1, 0)
    const floats = Array.from({ length: 1000 }, () => stream.nextFloat())
    expect(floats.every((x) => x >= 0 && x < 1)).toBe(true)
  })

  it('gives each of a few whole numbers equally often', () => {
    const stream = new RandomStream(1, 0)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i++) counts[stream.nextInt(7)]++
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chiSquare).toBeLessThan(30) // 6 degrees of freedom: p = 4e-5
  })

  it('does not favour small numbers where the range does not divide 2^32', () => {
    const stream = new RandomStream(2, 0)
    const below = 3 * 2 ** 30
    const low = Array.from({ length: 9000 }, () => stream.nextInt(below)).filter(
      (x) => x < below / 3,
    ).length
    expect(Math.abs(low - 3000)).toBeLessThan(250) // taking the remainder alone gives 4500
  })

  it('gives only 0 below 1', () => {
    expect(new RandomStream(1, 0).nextInt(1)).toBe(0)
  })

  it('gives normal numbers from two words each', () => {
    const [stream, words] = [new RandomStream(4, 0), new RandomStream(4, 0)]
    for (let i = 0; i < 5; i++) {
      const word = words.nextUint32()
      expect(stream.nextNormal()).toBe(boxMuller(word, words.nextUint32())[0])
    }
  })

  it('has one number per purpose', () => {
    const numbers = Object.values(streams)
    expect(new Set(numbers).size).toBe(numbers.length)
  })
})
