/** What a drawing may begin with: a built-in digit, or the visitor's image. */

import { effect, signal } from '@preact/signals'
import { ask, ComputeError } from '../../compute/client.ts'
import type { GivenFile, Images, ModelInfo } from '../../compute/protocol.ts'
import { imageAt } from '../../compute/values.ts'
import { fits, placed, squareIn } from '../../parts/placed.ts'
import { type Refusal, refusalOf } from '../../parts/refusal.ts'
import { tenDigits } from '../../parts/ten-digits.ts'
import { chosenModel } from '../../shell/models.ts'
import { maskOf } from './masks.ts'
import { begin, put, settled, showExample } from './sheet.ts'

type ImageShape = ModelInfo['imageShape']

export const digits = signal<Images | undefined>(undefined)
export const hand = signal(0)
/** Why the visitor's image cannot be used. */
export const refusal = signal<Refusal | undefined>(undefined)

/** What a first visit begins with. */
const FIRST = 3

/** Of a digit, as the sheet has room for it. */
const digitFor = (imageShape: ImageShape, digit: number) =>
  digits.value && placed(imageAt(digits.value, digit), imageShape)

export function putDigit(digit: number): void {
  const model = chosenModel.value.info
  const image = model && digitFor(model.imageShape, digit)
  if (image) put({ image })
}

/** Any file; `refusal` says what is wrong with it. */
export async function putFile(given: GivenFile): Promise<void> {
  const model = chosenModel.value.info
  if (!model) return
  refusal.value = undefined
  try {
    const { imageShape, preparation } = model
    const asked = { file: given.file, imageShape, ...(preparation && { preparation }) }
    put({ image: await ask('readImage', asked) })
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    // the models' notice reports a lost worker
    if (error.kind !== 'lost') refusal.value = await refusalOf('image', [given], error)
  }
}

/** A digit of which half is to be regenerated, so that there is something to show. */
function beginWithDigit(imageShape: ImageShape): void {
  const image = digitFor(imageShape, FIRST)
  if (image) showExample(image, maskOf('bottom', imageShape[0], imageShape[1]))
}

/** Has a sheet of the model's size, and digits to put on it; a new one begins with a digit. */
async function prepare({ imageShape }: ModelInfo, seed: number): Promise<void> {
  const fresh = !settled.peek() || !fits(settled.peek()!.image, imageShape)
  if (fresh) begin(imageShape)
  try {
    digits.value = await tenDigits(seed, squareIn(imageShape))
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    return // one can draw without them
  }
  if (fresh) beginWithDigit(imageShape)
}

/** As long as the page is shown. */
export function follow(): () => void {
  return effect(() => {
    const model = chosenModel.value.info
    const seed = hand.value
    if (model) void prepare(model, seed)
  })
}
