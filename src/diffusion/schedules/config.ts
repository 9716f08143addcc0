/** How to build a schedule again: a name and numbers, as files and command lines keep them. */

/** Betas between two given ones. */
export interface BetaRange {
  /** T, from 1. */
  readonly timesteps: number
  readonly betaStart: number
  readonly betaEnd: number
}

export type BetaRangeName = 'linear' | 'linear-1000' | 'scaled-linear' | 'sigmoid-beta'

export interface BetaRangeConfig extends BetaRange {
  readonly name: BetaRangeName
}

export interface CosineConfig {
  readonly name: 'cosine'
  readonly timesteps: number
  /** Offset that keeps the first betas from being too small. */
  readonly s: number
}

export interface SigmoidConfig {
  readonly name: 'sigmoid'
  readonly timesteps: number
  /** The stretch of the sigmoid that alpha_bar follows. */
  readonly start: number
  readonly end: number
  /** Temperature: above 1 flatter, below 1 steeper. */
  readonly tau: number
}

export interface GivenBetasConfig {
  readonly name: 'betas'
  readonly betas: readonly number[]
}

/** A plain object, safe for JSON. */
export type ScheduleConfig = (BetaRangeConfig | CosineConfig | SigmoidConfig | GivenBetasConfig) & {
  /** Rescaled so that nothing of the picture is left at T - 1. */
  readonly zeroSnr?: true | undefined
}
