/** What a drawing may begin with: a built-in digit, or the visitor's picture. */

import { effect, signal } from '@preact/signals'
import { AtelierError, ask } from '../../atelier/client.ts'
import type { FileOfSome, ModelInfo, Pictures } from '../../atelier/protocol.ts'
import { pictureAt } from '../../atelier/values.ts'
import { fits, placed, squareIn } from '../../parts/placed.ts'
import { type Refusal, refusalOf } from '../../parts/refusal.ts'
import { tenDigits } from '../../parts/ten-digits.ts'
import { chosenModel } from '../../shell/models.ts'
import { maskOf } from './masks.ts'
import { begin, put, settled, showExample } from './sheet.ts'

type ImageShape = ModelInfo['imageShape']

export const digits = signal<Pictures | undefined>(undefined)
export const hand = signal(0)
/** Why the visitor's picture cannot be used. */
export const refusal = signal<Refusal | undefined>(undefined)

/** What a first visit begins with. */
const FIRST = 3

/** Of a digit, as the sheet has room for it. */
const digitFor = (imageShape: ImageShape, digit: number) =>
  digits.value && placed(pictureAt(digits.value, digit), imageShape)

export function putDigit(digit: number): void {
  const model = chosenModel.value.info
  const picture = model && digitFor(model.imageShape, digit)
  if (picture) put({ picture })
}

/** Any file; `refusal` says what is wrong with it. */
export async function putFile(given: FileOfSome): Promise<void> {
  const model = chosenModel.value.info
  if (!model) return
  refusal.value = undefined
  const [size, channels] = [squareIn(model.imageShape), model.imageShape[2]]
  try {
    const picture = await ask('readPicture', { file: given.file, size, channels })
    put({ picture: placed(picture, model.imageShape) })
  } catch (error) {
    if (!(error instanceof AtelierError)) throw error
    // of a lost worker the models' notice tells
    if (error.kind !== 'lost') refusal.value = await refusalOf('picture', [given], error)
  }
}

/** A digit of which half is to be made anew: every way of asking the model has something to show. */
function beginWithDigit(imageShape: ImageShape): void {
  const picture = digitFor(imageShape, FIRST)
  if (picture) showExample(picture, maskOf('bottom', imageShape[0], imageShape[1]))
}

/** Has a sheet of the model's size, and digits to put on it; a new one begins with a digit. */
async function prepare({ imageShape }: ModelInfo, seed: number): Promise<void> {
  const anew = !settled.peek() || !fits(settled.peek()!.picture, imageShape)
  if (anew) begin(imageShape)
  try {
    digits.value = await tenDigits(seed, squareIn(imageShape))
  } catch (error) {
    if (!(error instanceof AtelierError)) throw error
    return // one can draw without them
  }
  if (anew) beginWithDigit(imageShape)
}

/** As long as the page is shown. */
export function follow(): () => void {
  return effect(() => {
    const model = chosenModel.value.info
    const seed = hand.value
    if (model) void prepare(model, seed)
  })
}
