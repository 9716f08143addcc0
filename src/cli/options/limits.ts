/** The most that options which size something may ask for; what fits in memory is judged later. */

export const sizeLimits = {
  /** Samples of a grid, or of an evaluation. */
  samples: 100_000,
  /** Images of an interpolation. */
  frames: 1000,
  /** Images of a step. */
  batch: 65_536,
  /** Timesteps of a schedule, steps of a sampler, and timesteps between images. */
  timesteps: 100_000,
  /** Times that a stretch is denoised. */
  resamplings: 100,
} as const
