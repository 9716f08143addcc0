/** What a drawing may begin with: a built-in image, or the visitor's. */

import { computed, effect, signal } from '@preact/signals'
import { ask, ComputeError } from '../../compute/client.ts'
import type { GivenFile, Images, ModelInfo } from '../../compute/protocol.ts'
import { imageAt } from '../../compute/values.ts'
import { kindFor, tenExamples } from '../../parts/examples.ts'
import { fits } from '../../parts/placed.ts'
import { type Refusal, refusalOf } from '../../parts/refusal.ts'
import { chosenModel } from '../../shell/models.ts'
import { groundFor } from './ground.ts'
import { maskOf } from './masks.ts'
import { begin, isBlank, isExample, type Pixel, put, settled, showExample } from './sheet.ts'

type ImageShape = ModelInfo['imageShape']

/** Ten built-in images, like those that the model has learnt from. */
export const examples = signal<Images | undefined>(undefined)
export const kind = computed(() => {
  const { info } = chosenModel.value
  return info ? kindFor(info) : 'digits'
})
export const hand = signal(0)
/** Why the visitor's image cannot be used. */
export const refusal = signal<Refusal | undefined>(undefined)

/** What a first visit begins with. */
const FIRST = 3

/** An example, where there are some for the sheet. */
const exampleFor = (imageShape: ImageShape, number: number) =>
  examples.value && fits(examples.value, imageShape) ? imageAt(examples.value, number) : undefined

export function putExample(number: number): void {
  const model = chosenModel.value.info
  const image = model && exampleFor(model.imageShape, number)
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

/** An example of which half is to be regenerated, so that there is something to show. */
function beginWithExample(imageShape: ImageShape): void {
  const image = exampleFor(imageShape, FIRST)
  if (image) showExample(image, maskOf('bottom', imageShape[0], imageShape[1]))
}

/** Whether what is on the sheet suits a model: the visitor's drawing stays where it has the size. */
function isKept(imageShape: ImageShape, ground: Pixel): boolean {
  const sheet = settled.peek()
  if (!sheet || !fits(sheet.image, imageShape)) return false
  const isDrawn = !isBlank.peek() && !isExample.peek()
  return isDrawn || String(sheet.ground) === String(ground)
}

/** Has a sheet of the model's size, and examples to put on it; a new one begins with one. */
async function prepare(model: ModelInfo, seed: number): Promise<void> {
  const { imageShape } = model
  const ground = groundFor(model)
  const fresh = !isKept(imageShape, ground)
  if (fresh) begin(imageShape, ground)
  try {
    const drawn = await tenExamples(model, seed)
    if (chosenModel.value.info !== model || seed !== hand.value) return
    examples.value = drawn
  } catch (error) {
    if (!(error instanceof ComputeError)) throw error
    return // one can draw without them
  }
  if (fresh) beginWithExample(imageShape)
}

/** As long as the page is shown. */
export function follow(): () => void {
  return effect(() => {
    const model = chosenModel.value.info
    const seed = hand.value
    if (model) void prepare(model, seed)
  })
}
