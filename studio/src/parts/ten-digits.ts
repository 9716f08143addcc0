/** Built-in digits to begin with: one of each, by one handwriting. */

import { ask } from '../compute/client.ts'
import type { Images } from '../compute/protocol.ts'
import { imageAt } from '../compute/values.ts'

/** Enough that each digit is among them; the first of each is taken. */
const WRITTEN = 200

/** 0 to 9. @param size pixels in width and in height */
export async function tenDigits(seed: number, size = 28): Promise<Images> {
  const { images, labels } = await ask('digits', { count: WRITTEN, seed, imageSize: size })
  const [, h, w, c] = images.shape
  const bytes = new Uint8Array(10 * h * w * c)
  for (let digit = 0; digit < 10; digit++) {
    const index = Math.max(0, labels.indexOf(digit))
    bytes.set(imageAt(images, index).bytes, digit * h * w * c)
  }
  return { shape: [10, h, w, c], bytes }
}
