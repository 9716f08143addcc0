/** `augmented.png`: what augmentation makes of the first training images, as a run begins. */

import { type AnyDataset, gatherFrom, imageSize } from '../../data/dataset.ts'
import { encodePng } from '../../formats/png.ts'
import type { RunFolder } from '../../hosts/node/run-folder.ts'
import { grid } from '../../images/grid.ts'
import { runImages } from '../../runs/layout.ts'
import { type Augmentation, augment, isAugmented } from '../../training/augment.ts'

/** Images shown, each as often, a row for each. */
const [SHOWN, TIMES] = [8, 8]

/** Draws each of the first images several times as steps see it; nothing where they see it as it is. */
export async function writeAugmented(
  folder: RunFolder,
  data: AnyDataset,
  recipe: Augmentation,
): Promise<void> {
  if (!isAugmented(recipe)) return
  const { height, width, channels, count } = data
  const total = Math.min(SHOWN, count) * TIMES
  const indices = Array.from({ length: total }, (_, i) => Math.floor(i / TIMES))
  const images = await gatherFrom(data, indices, new Float32Array(total * imageSize(data)))
  augment(images, [height, width, channels], recipe, { first: 0, step: 1 })
  const sheet = grid({ shape: [total, height, width, channels], data: images }, { columns: TIMES })
  await folder.write(runImages.augmented, encodePng(sheet))
}
