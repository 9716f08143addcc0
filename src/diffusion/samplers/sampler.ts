/** A sampler is rows of numbers: what each denoising step multiplies, in order. */

/** x <- x * row.x + eps * row.eps + z * row.noise, with eps = network(x, t), z standard normal. */
export interface SamplerRow {
  /** The timestep shown to the network, 0 .. T - 1. */
  readonly t: number
  readonly x: number
  readonly eps: number
  readonly noise: number
}

export interface Sampler {
  readonly name: string
  /** From pure noise to the picture. */
  readonly rows: readonly SamplerRow[]
}
