/** What is said where sharp could not be installed. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { encodePng } from '../../../../src/formats/png.ts'
import { loadImageFolder } from '../../../../src/hosts/node/load.ts'
import { coded } from '../../../coded.ts'
import { scratchFolder } from './mirror-server.ts'

vi.mock('sharp', () => {
  throw new Error("Cannot find package 'sharp'")
})

test('PNG is read without it, and a kind that needs it is refused with the way on', async () => {
  const folder = await scratchFolder()
  const png = encodePng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) })
  for (let i = 0; i < 30; i++) await writeFile(join(folder, `${i}.png`), png)
  expect((await loadImageFolder(folder)).count).toBe(30)
  const jpeg = join(folder, 'photo.jpg')
  await writeFile(jpeg, Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))
  await expect(loadImageFolder(folder)).rejects.toThrow(
    coded('image.sharp-missing', { kind: 'JPEG', place: jpeg }),
  )
})
