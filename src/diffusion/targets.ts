/** What a network learns to find in x_t = a x0 + s eps, with a = sqrt(alpha_bar), s = sqrt(1 - alpha_bar). */

/**
 * `eps`: the noise (Ho et al. 2020); `x0`: the picture; `v` = a eps - s x0: the velocity
 * (Salimans and Ho 2022, appendix D).
 */
export const targets = ['eps', 'x0', 'v'] as const
export type Target = (typeof targets)[number]
