import { describe, expect, test } from 'vitest'
import { slerp } from '../../../../src/diffusion/tasks/slerp.ts'
import { normalNoise, streams } from '../../../../src/engine/random.ts'

const noise = (seed: number) =>
  normalNoise(new Float32Array(784), seed, streams.samplingNoise, 0, 0)
const norm = (x: Float32Array) => Math.hypot(...x)

describe('slerp', () => {
  test('its ends are the noises, to the bit', () => {
    expect(slerp(noise(1), noise(2), 0)).toEqual(noise(1))
    expect(slerp(noise(1), noise(2), 1)).toEqual(noise(2))
  })

  test('the middle is as long as the ends, where a line would be shorter', () => {
    expect(norm(slerp(noise(1), noise(2), 0.5)) / norm(noise(1))).toBeCloseTo(1, 1)
  })

  test('a quarter of a right angle', () => {
    const [x, y] = slerp(Float32Array.of(1, 0), Float32Array.of(0, 1), 0.25)
    expect([x, y]).toEqual([Math.fround(Math.cos(Math.PI / 8)), Math.fround(Math.sin(Math.PI / 8))])
  })

  test.each([0, 0.3, 0.5, 1])('equal noises give themselves at %d', (part) => {
    expect(slerp(noise(1), noise(1), part)).toEqual(noise(1))
  })

  test('opposite noises and zeros go along a line', () => {
    expect([...slerp(Float32Array.of(1, 2), Float32Array.of(-1, -2), 0.25)]).toEqual([0.5, 1])
    expect([...slerp(new Float32Array(2), Float32Array.of(1, 2), 0.5)]).toEqual([0.5, 1])
  })
})
