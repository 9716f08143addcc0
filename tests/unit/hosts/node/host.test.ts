/** What the Node host reads about the machine, and its kernels. */

import { expect, test } from 'vitest'
import { coresIn, mayHaveAvx2, nodeHost, quotaIn } from '../../../../src/hosts/node/host.ts'
import { coded } from '../../../coded.ts'

const processor = (physical: number, core: number) =>
  `processor\t: 0\nphysical id\t: ${physical}\ncore id\t\t: ${core}\n`

test('processors that share a core count once, cores of other sockets apart', () => {
  const places = [[0, 0], [0, 1], [0, 0], [0, 1], [1, 0]] as const // biome-ignore format: a list
  expect(coresIn(places.map(([socket, core]) => processor(socket, core)).join('\n'))).toBe(3)
})

test('text that names no cores says nothing', () => {
  expect(coresIn('processor : 0\nBogoMIPS : 50\n')).toBe(0)
  expect(coresIn('')).toBe(0)
})

test('a control group may allow less', () => {
  expect(quotaIn('200000 100000\n')).toBe(2)
  expect(quotaIn('50000 100000\n')).toBe(1)
  expect(quotaIn('max 100000\n')).toBe(Number.POSITIVE_INFINITY)
  expect(quotaIn('')).toBe(Number.POSITIVE_INFINITY)
})

test('256 bits are tried unless the processor is known not to have them', () => {
  const flags = (words: string) =>
    `processor\t: 0\nflags\t\t: fpu ${words} sse2\n\nprocessor\t: 1\n`
  expect(mayHaveAvx2(flags('fma avx2'))).toBe(true)
  expect(mayHaveAvx2(flags('avx2 fma4'))).toBe(false)
  expect(mayHaveAvx2(flags('avx fma'))).toBe(false)
  expect(mayHaveAvx2('')).toBe(true)
})

test('a missing kernel file names the ways on', async () => {
  const reading = nodeHost().readKernels('nothing.wasm')
  await expect(reading).rejects.toThrow(coded('kernels.missing'))
})
