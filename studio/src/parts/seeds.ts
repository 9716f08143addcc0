/** Seeds that can be read out and typed again. */

export const MOST_SEED = 9999

/** The one after it; 0 after the last. */
export const nextSeed = (seed: number): number => (seed < MOST_SEED ? seed + 1 : 0)

/** Another one than before. */
export function otherSeed(before: number, random = Math.random): number {
  const seed = Math.floor(random() * MOST_SEED)
  return seed < before ? seed : seed + 1
}
