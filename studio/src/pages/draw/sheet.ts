/** The sheet one draws on: an image of the model's size, and what of it is marked to be regenerated. */

import { batch, computed, signal } from '@preact/signals'
import { hasAlpha } from '../../../../src/formats/raster.ts'
import type { Images, ModelInfo } from '../../compute/protocol.ts'
import { cover, marked, type Point, painted } from './brush.ts'

/** A pixel, as many bytes as channels. */
export type Pixel = readonly number[]

export interface Sheet {
  readonly image: Images
  /** What the image is drawn on, and what the eraser leaves. */
  readonly ground: Pixel
  /** 1 where pixels are to be regenerated, (H, W). */
  readonly mask: Uint8Array
}

/** Red, green and blue, 0..255. */
export type Rgb = readonly [number, number, number]

export type Mode = 'vary' | 'inpaint'
export type Tool = 'brush' | 'eraser'

/** Sheets that undo goes back to, at most. */
const MOST_PAST = 100

const settledSheet = signal<Sheet | undefined>(undefined)
const past = signal<readonly Sheet[]>([])
/** An image that is only there to show something: the pen's first stroke replaces it. */
const example = signal<Images | undefined>(undefined)
/** What the stroke under way covers. */
const stroke = signal<Float32Array | undefined>(undefined)

export const mode = signal<Mode>('vary')
export const tool = signal<Tool>('brush')
/** In pixels of the image. */
export const radii = { vary: signal(1.2), inpaint: signal(3) } as const
/** As it is between strokes. */
export const settled = computed(() => settledSheet.value)
export const canUndo = computed(() => past.value.length > 0)
export const isExample = computed(
  () => example.value !== undefined && settled.value?.image === example.value,
)

/** The visitor's choice, where they have made one. */
const chosenColour = signal<Rgb | undefined>(undefined)

/** Ink that can be seen where the ground is bright. */
const isBright = (ground: Pixel) => !hasAlpha(ground.length) && ground[0] + ground.at(-1)! > 255

/** Red, green and blue of the pen's ink; of a grey image the first counts. */
export const colour = computed<Rgb>(() => {
  const usual: Rgb = isBright(settled.value?.ground ?? [0]) ? [0, 0, 0] : [255, 255, 255]
  return chosenColour.value ?? usual
})

export function chooseColour(next: Rgb | undefined): void {
  chosenColour.value = next
}

function blankImage([h, w, c]: ModelInfo['imageShape'], ground: Pixel): Images {
  const bytes = Uint8Array.from({ length: h * w * c }, (_, i) => ground[i % c])
  return { shape: [1, h, w, c], bytes }
}

const blankLike = ({ image: { shape }, ground }: Sheet) =>
  blankImage([shape[1], shape[2], shape[3]], ground)

/** The colour as the image's channels have it: opaque where there is an alpha. */
const inkOf = (channels: number): Pixel => [
  ...colour.value.slice(0, channels < 3 ? 1 : 3),
  ...(hasAlpha(channels) ? [255] : []),
]

function withStroke(sheet: Sheet, covered: Float32Array): Sheet {
  const brush = tool.value === 'brush'
  if (mode.value === 'inpaint')
    return { ...sheet, mask: marked(sheet.mask, covered, brush ? 1 : 0) }
  const { shape, bytes } = sheet.image
  const ink = brush ? inkOf(shape[3]) : sheet.ground
  const under = brush && isExample.value ? blankLike(sheet).bytes : bytes
  return { ...sheet, image: { shape, bytes: painted(under, covered, ink) } }
}

/** With the stroke under way. */
export const sheet = computed(() =>
  settled.value && stroke.value ? withStroke(settled.value, stroke.value) : settled.value,
)

/** Whether a stroke is. */
export const underWay = computed(() => stroke.value !== undefined)

export const isBlank = computed(() => {
  if (!sheet.value) return true
  const { image, ground } = sheet.value
  return !image.bytes.some((byte, i) => byte !== ground[i % ground.length])
})
export const isUnmarked = computed(() => !sheet.value?.mask.includes(1))

/** What is there can be undone. */
export function put(next: Partial<Sheet>): void {
  const before = settledSheet.value
  if (!before) return
  past.value = [...past.value.slice(-MOST_PAST + 1), before]
  settledSheet.value = { ...before, ...next }
}

export function undo(): void {
  const before = past.value.at(-1)
  if (!before) return
  stroke.value = undefined
  past.value = past.value.slice(0, -1)
  settledSheet.value = before
}

/** The image, or what is marked of it. */
export function clear(): void {
  const before = settledSheet.value!
  if (mode.value === 'inpaint') put({ mask: new Uint8Array(before.mask.length) })
  else put({ image: blankLike(before) })
}

const isAlpha = (i: number, channels: number) => hasAlpha(channels) && i % channels === channels - 1

/** White for black: the visitor's ink is dark, the model's is bright. What is transparent stays so. */
export function invert(): void {
  const { image, ground } = settledSheet.value!
  const [, , , channels] = image.shape
  const inverted = (byte: number, i: number) => (isAlpha(i, channels) ? byte : 255 - byte)
  const bytes = image.bytes.map(inverted)
  // transparent ground has no colour
  const below = hasAlpha(channels) ? ground : ground.map(inverted)
  put({ image: { ...image, bytes }, ground: below })
}

/** A sheet for images of another size, or on another ground. */
export function begin(imageShape: ModelInfo['imageShape'], ground: Pixel): void {
  const image = blankImage(imageShape, ground)
  const [, h, w] = image.shape
  past.value = []
  stroke.value = undefined
  settledSheet.value = { image, ground, mask: new Uint8Array(h * w) }
}

/** On a sheet that has just begun. @param mask what is marked of it */
export function showExample(image: Images, mask: Uint8Array): void {
  example.value = image
  settledSheet.value = { ...settledSheet.value!, image, mask }
}

/** A line of the stroke under way, which it begins where there is none. */
export function strokeTo(from: Point, to: Point): void {
  if (!settled.value) return
  const [, height, width] = settled.value.image.shape
  const before = stroke.value ?? new Float32Array(height * width)
  stroke.value = cover(before, { width, height }, from, to, radii[mode.value].value)
}

export function endStroke(): void {
  const drawn = sheet.value
  if (!stroke.value || !drawn) return
  batch(() => {
    stroke.value = undefined
    put(drawn)
  })
}
