/** Colours of sprites: ramps from shadow to highlight, whose hues shift as pixel artists shift them. */

import type { Colour } from '../../base/colour.ts'
import type { Chance } from './chance.ts'

/** The colours of one material. */
export interface Ramp {
  /** Of its outline. */
  readonly ink: Colour
  /** Shadow, body, light, highlight. */
  readonly tones: readonly [Colour, Colour, Colour, Colour]
}

/** A colour from 0xrrggbb. */
const colourOf = (hex: number): Colour => [hex >> 16, (hex >> 8) & 255, hex & 255]

function mix(from: Colour, to: Colour, share: number): Colour {
  const [r, g, b] = from.map((value, i) => Math.round(value + (to[i] - value) * share))
  return [r, g, b]
}

const night = colourOf(0x2a1a4a)
const sun = colourOf(0xffe9a0)
const white = colourOf(0xffffff)

function rampOf(body: Colour): Ramp {
  return {
    ink: mix(body, colourOf(0x1c1030), 0.76),
    tones: [mix(body, night, 0.36), body, mix(body, sun, 0.38), mix(body, white, 0.78)],
  }
}

/** How far each channel of a colour is moved, at most: no two of a hue are quite the same. */
const SPREAD = 12

/** A ramp about one of these colours. */
export function rampFrom(chance: Chance, hexes: readonly number[]): Ramp {
  const body = colourOf(chance.pick(hexes)).map((value) => {
    const moved = value + Math.round(chance.between(-SPREAD, SPREAD))
    return Math.min(Math.max(moved, 0), 255)
  })
  return rampOf([body[0], body[1], body[2]])
}

/** The same in every sprite. */
export const eyeWhite = rampOf(colourOf(0xf4f2fa))
export const pupil = rampOf(colourOf(0x241a3c))

export const hues = {
  red: [0xd8343f, 0xe8563f],
  warm: [0xd8343f, 0xe8703a, 0xf0a030],
  bright: [0xd8343f, 0xe8703a, 0xf2c230, 0x52b848, 0x2f9fd8, 0x6a5ad8, 0xc84ec0, 0xf080a8],
  gold: [0xf2c230, 0xf0a838],
  green: [0x3f9a4a, 0x5cb040, 0x2f8a62],
  autumn: [0xd8802f, 0xc84f30, 0xe0a838],
  blossom: [0xf098b8, 0xf4c0d4],
  wood: [0x8a5636, 0x74482e, 0xa06a40],
  cream: [0xf0e2c0, 0xf4ecd8, 0xe4cca4],
  steel: [0xa8b8cc, 0xbcc4d0, 0x94a8c4],
  pale: [0xf0f0fa, 0xe4f0f8, 0xdcecd8, 0xf8dce8, 0xe8dcf8],
  stone: [0x9a9aa8, 0x8890a0, 0xb0a498],
} as const
