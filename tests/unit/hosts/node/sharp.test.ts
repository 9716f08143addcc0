/** What is asked of sharp, which is not a dependency: a stand-in writes down the order. */

import { expect, test, vi } from 'vitest'
import { decodeBySharp } from '../../../../src/hosts/node/sharp.ts'

const asked = vi.hoisted((): string[] => [])

vi.mock('sharp', () => {
  const image = new Proxy(
    {},
    {
      get: (_, name: string) => () => {
        asked.push(name)
        if (name !== 'toBuffer') return image
        return { data: Uint8Array.of(1, 2, 3), info: { width: 1, height: 1, channels: 3 } }
      },
    },
  )
  return { default: () => image }
})

test('images are turned upright before anything else is done to them', async () => {
  const image = await decodeBySharp(Uint8Array.of(0))
  expect(image).toEqual({ width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) })
  expect(asked).toEqual(['rotate', 'flatten', 'toColourspace', 'raw', 'toBuffer'])
})
