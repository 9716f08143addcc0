/** What a network learns to find in x_t = a x0 + s eps, with a = sqrt(alpha_bar), s = sqrt(1 - alpha_bar). */

/**
 * `eps`: the noise (Ho et al. 2020); `x0`: the image; `v` = a eps - s x0: the velocity
 * (Salimans and Ho 2022, appendix D).
 */
export const targets = ['eps', 'x0', 'v'] as const
/** What a network predicts: the noise `eps`, the image `x0`, or `v` (Salimans and Ho 2022). */
export type Target = (typeof targets)[number]

/** A sum of x and the network's output, each times its number. */
export interface FromOutput {
  readonly x: number
  readonly output: number
}

/**
 * The image and the noise in x = alpha x0 + sigma eps, from a network's output.
 * @returns infinite numbers where the output does not determine it: x0 by eps where alpha is 0
 */
export function readOutput(
  target: Target,
  { alpha, sigma }: { readonly alpha: number; readonly sigma: number },
): { readonly x0: FromOutput; readonly eps: FromOutput } {
  switch (target) {
    case 'eps':
      return { x0: { x: 1 / alpha, output: -sigma / alpha }, eps: { x: 0, output: 1 } }
    case 'x0':
      return { x0: { x: 0, output: 1 }, eps: { x: 1 / sigma, output: -alpha / sigma } }
    case 'v':
      return { x0: { x: alpha, output: -sigma }, eps: { x: sigma, output: alpha } }
  }
}
