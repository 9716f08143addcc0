/**
 * The sheet that a sprite is drawn on, part after part: every pixel is of one material and one of its
 * tones, light comes from the upper left, and in the end the whole gets an outline. No pixel is blended.
 */

import type { Ramp } from './palette.ts'
import { HALF, type Shape } from './shapes.ts'

/** Shadow, body, light, highlight. */
type Tone = 0 | 1 | 2 | 3
/** After the tones: what outlines are drawn with. */
const INK = 4

/** How a part is painted. */
export interface PartOptions {
  /** How broad the shadow at the lower right is, in units of the design. Default 2. */
  readonly shadow?: number
  /** How broad the light at the upper left is. Default 1.2. */
  readonly light?: number
  /** One tone for all of it, or `kept`: that of what it is painted on. */
  readonly tone?: Tone | 'kept'
  /** Paints on this material alone. */
  readonly on?: Ramp
  /** Draws a line of ink around it where it lies on other parts. */
  readonly edge?: boolean
  /** Default 255. */
  readonly alpha?: number
}

/** Where a sprite lies in its image: in pixels from where it was drawn. */
export interface Placing {
  /** Mirrors it, left to right. */
  readonly flip?: boolean
  readonly right?: number
  readonly down?: number
}

/** Right, down: in the order in which a pixel of the outline looks for the part that it belongs to. */
const neighbours = [
  [0, 1],
  [1, 0],
  [-1, 0],
  [0, -1],
] as const

export class Canvas {
  readonly size: number
  /** Side of a pixel in units of the design: what must be seen is at least as large. */
  readonly pixel: number
  readonly #ramps: Ramp[] = []
  /** Of each pixel the number of its material, from 1 on; 0 where nothing is painted. */
  readonly #material: Uint8Array
  readonly #tone: Uint8Array
  readonly #alpha: Uint8Array
  /** Which pixels the shape at hand covers. */
  readonly #mask: Uint8Array

  /** @param zoom the share of the sheet that the design takes */
  constructor(size: number, zoom = 1) {
    this.size = size
    this.pixel = (2 * HALF) / (size * zoom)
    const plane = () => new Uint8Array(size * size)
    ;[this.#material, this.#tone, this.#alpha, this.#mask] = [plane(), plane(), plane(), plane()]
  }

  /** The middle of the pixels nearest to a place, so that what is as large as one covers no two. */
  snap(place: number): number {
    const odd = this.size % 2 === 0 ? 0.5 : 0
    return (Math.round(place / this.pixel - odd) + odd) * this.pixel
  }

  /** Paints a part over what is there. */
  part(shape: Shape, ramp: Ramp, options: PartOptions = {}): void {
    const { on, alpha = 255, tone } = options
    const material = this.#numberOf(ramp)
    const ground = on && this.#numberOf(on)
    this.#cover(shape)
    if (options.edge) this.#edge(material)
    const toneAt = this.#shading(options)
    for (let at = 0; at < this.#mask.length; at++) {
      if (this.#mask[at] === 0 || (ground && this.#material[at] !== ground)) continue
      if (tone !== 'kept' || this.#material[at] === 0) this.#tone[at] = toneAt(at)
      this.#material[at] = material
      this.#alpha[at] = alpha
    }
  }

  #numberOf(ramp: Ramp): number {
    const known = this.#ramps.indexOf(ramp)
    return known < 0 ? this.#ramps.push(ramp) : known + 1
  }

  /** The middle of a column or a row in the design: what mirrors each other differs in sign alone. */
  #middle(index: number): number {
    return ((2 * index + 1 - this.size) * this.pixel) / 2
  }

  #cover({ bounds, has }: Shape): void {
    const { size, pixel } = this
    this.#mask.fill(0)
    const first = (low: number) => Math.max(Math.floor(low / pixel + size / 2) - 1, 0)
    const last = (high: number) => Math.min(Math.ceil(high / pixel + size / 2), size - 1)
    const [left, top, right, bottom] = bounds
    const [from, to, end] = [first(left), last(right), last(bottom)]
    for (let row = first(top); row <= end; row++) {
      const y = this.#middle(row)
      for (let column = from; column <= to; column++) {
        if (has(this.#middle(column), y)) this.#mask[row * size + column] = 1
      }
    }
  }

  /** What is near an edge on the far side of the light is dark, what is near one towards it is bright. */
  #shading({ tone, shadow = 2, light = 1.2 }: PartOptions): (at: number) => Tone {
    if (tone === 'kept') return () => 1
    if (tone !== undefined) return () => tone
    const inPixels = (length: number) => Math.round(length / this.pixel)
    const [right, down] = [inPixels(0.6 * shadow), inPixels(shadow)]
    const [left, up] = [inPixels(0.8 * light), inPixels(light)]
    return (at) => {
      if (shadow > 0 && !this.#isIn(this.#mask, at, right, down)) return 0
      return light > 0 && !this.#isIn(this.#mask, at, -left, -up) ? 2 : 1
    }
  }

  /** What a plane holds at the pixel that lies so far from another; 0 beyond the sheet. */
  #isIn(plane: Uint8Array, at: number, right: number, down: number): number {
    const { size } = this
    const column = (at % size) + right
    const row = Math.floor(at / size) + down
    return column >= 0 && row >= 0 && column < size && row < size ? plane[row * size + column] : 0
  }

  /** What a plane holds at the first neighbour of a pixel where it holds anything. */
  #beside(plane: Uint8Array, at: number): number {
    for (const [right, down] of neighbours) {
      const found = this.#isIn(plane, at, right, down)
      if (found > 0) return found
    }
    return 0
  }

  #ink(at: number, material: number): void {
    this.#material[at] = material
    this.#tone[at] = INK
    this.#alpha[at] = 255
  }

  /** Inks what is painted next to the shape at hand. */
  #edge(material: number): void {
    for (let at = 0; at < this.#mask.length; at++) {
      if (this.#mask[at] || !this.#material[at] || !this.#beside(this.#mask, at)) continue
      this.#ink(at, material)
    }
  }

  /** Inks what is beside the sprite. */
  #outline(): void {
    const painted = this.#material.slice()
    for (let at = 0; at < painted.length; at++) {
      const material = painted[at] === 0 ? this.#beside(painted, at) : 0
      if (material > 0) this.#ink(at, material)
    }
  }

  /** How many pixels a sprite can be moved, of those wanted, without leaving the sheet. */
  #free(wanted: number, isPainted: (index: number) => boolean): number {
    const { size } = this
    let [low, high] = [0, size - 1]
    while (low < high && !isPainted(low)) low++
    while (high > low && !isPainted(high)) high--
    return Math.min(Math.max(wanted, -low), size - 1 - high)
  }

  /** The sprite with its outline: (size, size, RGBA) bytes, alpha straight. */
  finish({ flip = false, right = 0, down = 0 }: Placing = {}): Uint8Array {
    const { size } = this
    this.#outline()
    const all = Array.from({ length: size }, (_, i) => i)
    const dx = this.#free(right, (column) => all.some((row) => this.#material[row * size + column]))
    const dy = this.#free(down, (row) => all.some((column) => this.#material[row * size + column]))
    const bytes = new Uint8Array(size * size * 4)
    for (let at = 0; at < size * size; at++) {
      const material = this.#material[at]
      if (material === 0) continue
      const column = (at % size) + dx
      const to = (Math.floor(at / size) + dy) * size + (flip ? size - 1 - column : column)
      this.#put(bytes, to * 4, at)
    }
    return bytes
  }

  #put(bytes: Uint8Array, to: number, at: number): void {
    const { ink, tones } = this.#ramps[this.#material[at] - 1]
    const colour = this.#tone[at] === INK ? ink : tones[this.#tone[at]]
    bytes[to] = colour[0]
    bytes[to + 1] = colour[1]
    bytes[to + 2] = colour[2]
    bytes[to + 3] = this.#alpha[at]
  }
}
