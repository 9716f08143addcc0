/** Colours as people write them. */

/** Red, green and blue, 0..255. */
export type Colour = readonly [red: number, green: number, blue: number]

export const WHITE: Colour = [255, 255, 255]

/** The names of HTML 4, and orange, as CSS defines them. */
const named: Readonly<Record<string, string>> = {
  ...{ black: '#000000', silver: '#c0c0c0', gray: '#808080', grey: '#808080', white: '#ffffff' },
  ...{ maroon: '#800000', red: '#ff0000', purple: '#800080', fuchsia: '#ff00ff', lime: '#00ff00' },
  ...{ green: '#008000', olive: '#808000', yellow: '#ffff00', navy: '#000080', blue: '#0000ff' },
  ...{ magenta: '#ff00ff', teal: '#008080', aqua: '#00ffff', cyan: '#00ffff', orange: '#ffa500' },
}

/** `white`, `#fff` or `#ffffff`, in any case; nothing for other words. */
export function colourOf(word: string): Colour | undefined {
  const lower = word.trim().toLowerCase()
  const hex = Object.hasOwn(named, lower) ? named[lower] : lower
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(hex)
  const digits = short
    ? short.slice(1).map((digit) => digit + digit)
    : /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(hex)?.slice(1)
  if (!digits) return undefined
  const [red, green, blue] = digits.map((pair) => Number.parseInt(pair, 16))
  return [red, green, blue]
}
