/** What the page of samples hands out of a model whose images have an alpha: it is in every file. */

import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import { decodePng } from '../../src/formats/png.ts'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { decodeModel } from '../../src/training/checkpoint.ts'
import { readGif } from '../unit/formats/read-gif.ts'
import { describeInChromium } from './in-chromium.ts'
import { littleOptions } from './little-model.ts'
import { openStudio } from './open-studio.ts'
import { download, dropModel, grids, sampled } from './sample-page.ts'

const [SIZE, CLASSES] = [16, 2]
const network = unet({ ...littleOptions, classes: CLASSES, imageSize: SIZE, channels: 4 })
const classNames = ['cat', 'dog']
const weights = initialParameters(network.parameters, 1)
const saved = encodeModel({
  ...{ network, weights, classNames, schedule: buildSchedule('cosine'), target: 'v' },
  preparation: { background: 'keep' },
})

/** Alpha of the first sample on a canvas. */
const alphasOf = (canvas: Locator) =>
  canvas.evaluate((element, size) => {
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, size, size)
    return Array.from(data).filter((_, i) => i % 4 === 3)
  }, SIZE)

/** Every pixel of the first sample in a file. */
function firstOf<Value>(imageWidth: number, scale: number, at: (pixel: number) => Value): Value[] {
  const padding = 2
  return Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [x, y] = [padding + (i % SIZE), padding + Math.floor(i / SIZE)]
    return at(y * scale * imageWidth + x * scale)
  })
}

describeInChromium('downloads', () => {
  const studio = openStudio({ littleModel: true })

  test('keep the alpha that the page shows', async () => {
    const { page, errors } = await studio.visit({ at: '#/sample' })
    await sampled(page)
    await dropModel(page, 'pets.safetensors', saved)
    await page.getByText(`${SIZE} × ${SIZE} × 4`).waitFor()
    await sampled(page)
    const shown = await alphasOf(grids(page))
    expect(new Set(shown).size).toBeGreaterThan(10)

    const png = decodePng((await download(page, 'PNG')).bytes)
    expect(png.channels).toBe(4)
    const scale = 96 / SIZE
    expect(firstOf(png.width, scale, (pixel) => png.data[4 * pixel + 3])).toEqual(shown)
    expect(png.data[3]).toBe(0) // between images

    const { frames } = readGif((await download(page, 'GIF of the denoising')).bytes)
    const last = frames.at(-1)!
    const seen = firstOf(last.width, scale / 2, (pixel) => last.seen[pixel])
    expect(seen).toEqual(shown.map((alpha) => alpha >= 128))

    const model = decodeModel((await download(page, 'Model')).bytes)
    expect(model.network.imageShape).toEqual([SIZE, SIZE, 4])
    expect(model).toMatchObject({ classNames, preparation: { background: 'keep' } })
    expect(model.weights).toEqual(weights)
    expect(errors).toEqual([])
    await page.context().close()
  })
})
