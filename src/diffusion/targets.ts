/** What a network learns to find in x_t = a x0 + s eps, with a = sqrt(alpha_bar), s = sqrt(1 - alpha_bar). */

/**
 * `eps`: the noise (Ho et al. 2020); `x0`: the picture; `v` = a eps - s x0: the velocity
 * (Salimans and Ho 2022, appendix D).
 */
export const targets = ['eps', 'x0', 'v'] as const
export type Target = (typeof targets)[number]

/** A sum of x and the network's output, each times its number. */
export interface FromOutput {
  readonly x: number
  readonly output: number
}

/**
 * What an output says about the picture and the noise in x = signal x0 + spread eps.
 * @returns infinite numbers where the output does not say it: x0 by eps where signal is 0.
 */
export function readOutput(
  target: Target,
  signal: number,
  spread: number,
): { readonly x0: FromOutput; readonly eps: FromOutput } {
  switch (target) {
    case 'eps':
      return { x0: { x: 1 / signal, output: -spread / signal }, eps: { x: 0, output: 1 } }
    case 'x0':
      return { x0: { x: 0, output: 1 }, eps: { x: 1 / spread, output: -signal / spread } }
    case 'v':
      return { x0: { x: signal, output: -spread }, eps: { x: spread, output: signal } }
  }
}
