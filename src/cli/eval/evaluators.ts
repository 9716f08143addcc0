/** Images as other evaluators read them: RGB, in a folder of PNG files and in one of NumPy's arrays. */

import { join } from 'node:path'
import { type Colour, WHITE } from '../../base/colour.ts'
import { type Dataset, imageSize } from '../../data/dataset.ts'
import { withChannels } from '../../data/raster-values.ts'
import { writeNpz } from '../../formats/npz-writer.ts'
import { encodePng } from '../../formats/png.ts'
import { over, type Raster } from '../../formats/raster.ts'
import { writeAtomically } from '../../hosts/node/files.ts'

/** Grey as all three colours, and what is transparent over a colour. */
export const inRgb = (raster: Raster, background: Colour = WHITE): Raster =>
  withChannels(over(raster, background), 3)

/** The images of a set, one after another. */
function* rastersOf(data: Dataset): Generator<Raster> {
  const { width, height, channels } = data
  const size = imageSize(data)
  for (let i = 0; i < data.count; i++) {
    yield {
      width,
      height,
      channels: channels as 1,
      data: data.images.subarray(i * size, (i + 1) * size),
    }
  }
}

/** The same set in RGB, what is transparent over white or another colour. */
export function rgbSet(data: Dataset, background = WHITE): Dataset {
  if (data.channels === 3) return data
  const images = new Uint8Array(data.count * data.width * data.height * 3)
  let at = 0
  for (const raster of rastersOf(data)) {
    const { data: bytes } = inRgb(raster, background)
    images.set(bytes, at)
    at += bytes.length
  }
  return { ...data, channels: 3, images }
}

/**
 * Writes `NAME.npz`, whose `arr_0` (N, H, W, 3) OpenAI's guided-diffusion reads, and `NAME/00000.png` and so on,
 * which clean-fid and torch-fidelity read.
 * @param background of what is transparent
 * @returns the paths of the archive and of the folder
 */
export async function writeForEvaluators(
  folder: string,
  name: string,
  data: Dataset,
  background: Colour = WHITE,
): Promise<string[]> {
  const rgb = rgbSet(data, background)
  const shape = [rgb.count, rgb.height, rgb.width, 3]
  const archive = join(folder, `${name}.npz`)
  await writeAtomically(archive, writeNpz({ arr_0: { shape, data: rgb.images } }))
  let number = 0
  for (const raster of rastersOf(rgb)) {
    const file = `${String(number++).padStart(5, '0')}.png`
    await writeAtomically(join(folder, name, file), encodePng(raster))
  }
  return [archive, join(folder, name)]
}
