/** What a drawing may begin with: a built-in digit, or the visitor's picture. */

import { effect, signal } from '@preact/signals'
import { AtelierError, ask } from '../../atelier/client.ts'
import type { ModelInfo, Pictures } from '../../atelier/protocol.ts'
import { pictureAt } from '../../atelier/values.ts'
import { tenDigits } from '../../parts/ten-digits.ts'
import { chosenModel } from '../../shell/models.ts'
import { placed } from './placed.ts'
import { begin, put, settled } from './sheet.ts'

type ImageShape = ModelInfo['imageShape']

export const digits = signal<Pictures | undefined>(undefined)
export const hand = signal(0)
/** Why the visitor's picture cannot be used. */
export const refused = signal('')

/** The library writes no smaller ones. */
const SMALLEST = 12
/** What a first visit begins with. */
const FIRST = 3

/** As large as fits. */
const sizeFor = ([h, w]: ImageShape) => Math.max(SMALLEST, Math.min(h, w))

function putPlaced(picture: Pictures): void {
  const shape = settled.peek()?.picture.shape
  if (shape) put({ picture: placed(picture, [shape[1], shape[2], shape[3]]) })
}

export function putDigit(digit: number): void {
  if (digits.value) putPlaced(pictureAt(digits.value, digit))
}

/** Any file; `refused` says what is wrong with it. */
export async function putFile(file: File): Promise<void> {
  const model = chosenModel.value.info
  if (!model) return
  const [, , channels] = model.imageShape
  try {
    putPlaced(await ask('readPicture', { file, size: sizeFor(model.imageShape), channels }))
    refused.value = ''
  } catch (error) {
    if (!(error instanceof AtelierError)) throw error
    refused.value = error.message
  }
}

const fits = ({ shape: [, h, w, c] }: Pictures, [height, width, channels]: ImageShape) =>
  h === height && w === width && c === channels

/** Has a sheet of the model's size, and digits to put on it; a new one begins with a digit. */
async function prepare({ imageShape }: ModelInfo, seed: number): Promise<void> {
  const anew = !settled.peek() || !fits(settled.peek()!.picture, imageShape)
  if (anew) begin(imageShape)
  try {
    digits.value = await tenDigits(seed, sizeFor(imageShape))
  } catch (error) {
    if (!(error instanceof AtelierError)) throw error
    return // one can draw without them
  }
  if (anew) {
    putDigit(FIRST)
  }
}

/** As long as the page is shown. */
export function follow(): () => void {
  return effect(() => {
    const model = chosenModel.value.info
    const seed = hand.value
    if (model) void prepare(model, seed)
  })
}
