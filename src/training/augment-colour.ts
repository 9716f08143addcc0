/** Small changes of colour, as rows of numbers that say them and as what they do to pixels. */

/** Each 0 where nothing changes. */
export interface ColourChange {
  /** Added to each colour in [-1, 1]. */
  readonly brightness: number
  /** c: colours are multiplied by 1 + c, or for c below 0 by 1 / (1 - c). */
  readonly contrast: number
  /** Tangent of half the angle by which colours turn around the greys. */
  readonly hue: number
  /** As contrast, of the distance from the greys. */
  readonly saturation: number
}

/** Equally strong up and down: `factor(-x)` is `1 / factor(x)`. */
const factor = (x: number) => (x < 0 ? 1 / (1 - x) : 1 + x)

const clamped = (value: number) => Math.min(Math.max(value, -1), 1)

/**
 * Changes the colours of pixels (N, channels) in [-1, 1] in place, alpha left as it is: brightness, contrast,
 * hue and saturation in this order (Karras et al. 2022, appendix F.2; a turn around the axis of greys by
 * Rodrigues' formula). Grey images have no hue and no saturation.
 */
export function changeColours(pixels: Float32Array, channels: number, change: ColourChange): void {
  const { brightness, hue } = change
  const contrast = factor(change.contrast)
  const isGrey = channels < 3
  const scale = 1 / (1 + hue * hue)
  // of the turn, so that no machine rounds a sine otherwise
  const [cos, sin] = [(1 - hue * hue) * scale, (2 * hue * scale) / Math.sqrt(3)]
  const saturation = factor(change.saturation)
  for (let i = 0; i < pixels.length; i += channels) {
    if (isGrey) {
      pixels[i] = clamped((pixels[i] + brightness) * contrast)
      continue
    }
    const r = (pixels[i] + brightness) * contrast
    const g = (pixels[i + 1] + brightness) * contrast
    const b = (pixels[i + 2] + brightness) * contrast
    const grey = (r + g + b) / 3
    const turned = (own: number, before: number, after: number) =>
      clamped(grey + saturation * (cos * (own - grey) + sin * (before - after)))
    pixels[i] = turned(r, b, g)
    pixels[i + 1] = turned(g, r, b)
    pixels[i + 2] = turned(b, g, r)
  }
}
