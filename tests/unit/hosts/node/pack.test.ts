/** Packing on disk: folders, archives and named sources as one file. */

import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isStored } from '../../../../src/data/check-dataset.ts'
import { encodePng } from '../../../../src/formats/png.ts'
import { loadData, openData } from '../../../../src/hosts/node/load.ts'
import { packData } from '../../../../src/hosts/node/pack.ts'
import { zipOf } from '../../../archives.ts'
import { coded } from '../../../coded.ts'

let home: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ddpm-pack-'))
})
afterAll(() => rm(home, { recursive: true }))

async function put(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), bytes)
}

const image = (value: number, channels: 1 | 3) =>
  encodePng({
    ...{ width: 2, height: 2, channels },
    data: Uint8Array.from({ length: 4 * channels }, (_, i) => value + i),
  })

test('a folder packed part by part is the folder, to the bit, with colour in a later part', async () => {
  for (let i = 0; i < 700; i++) {
    const name = ['cat2', 'cat10', 'dog'][i % 3]
    await put(`set/${name}/${i}.png`, image(i % 200, i > 690 && name === 'dog' ? 3 : 1))
  }
  const [folder, out] = [join(home, 'set'), join(home, 'deep/set.safetensors')]
  const packed = await packData(folder, out)
  expect(packed).toMatchObject({ count: 700, channels: 3, classes: ['cat2', 'cat10', 'dog'] })
  expect(await loadData(out)).toEqual(await loadData(folder))
  const stored = await openData(out)
  expect(isStored(stored)).toBe(true)
  expect(await readdir(dirname(out))).toEqual(['set.safetensors'])
})

test('archives and what is made here are packed, too', async () => {
  await put('a.zip', zipOf({ 'a/1.png': image(1, 1), 'b/2.png': image(2, 1) }))
  const out = join(home, 'a.safetensors')
  await packData(join(home, 'a.zip'), out)
  expect(await loadData(out)).toEqual(await loadData(join(home, 'a.zip')))
  await packData('digits', out, { count: 20, imageSize: 16 })
  expect(await loadData(out)).toEqual(await loadData('digits', { count: 20, imageSize: 16 }))
})

test('a failure leaves nothing behind', async () => {
  await put('odd/1.png', image(1, 1))
  const large = { width: 3, height: 3, channels: 1, data: new Uint8Array(9) } as const
  await put('odd/2.png', encodePng(large))
  const out = join(home, 'none/odd.safetensors')
  await expect(packData(join(home, 'odd'), out)).rejects.toThrow(coded('images.sizes-differ'))
  expect(await readdir(dirname(out))).toEqual([])
})
