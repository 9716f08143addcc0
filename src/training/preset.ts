/** What a preset says. */

import type { DataSettings } from '../data/data-settings.ts'
import type { SamplerName } from '../diffusion/samplers/registry.ts'
import type { ScheduleName } from '../diffusion/schedules.ts'
import type { NetworkSettings } from './network.ts'
import type { Recipe } from './recipe.ts'

/** A recipe whose data is not known yet: `auto` keeps a part of it for validation. */
export interface PlannedRecipe extends Omit<Recipe, 'validation'> {
  readonly validation: number | 'auto'
}

/** Settings of a run under a name. */
export interface Preset extends PlannedRecipe, NetworkSettings, DataSettings {
  readonly data: string
  readonly epochs: number
  readonly maxSteps?: number
  readonly timesteps: number
  readonly schedule: ScheduleName
  /** Whether the schedule is changed to end in pure noise. */
  readonly zeroSnr?: boolean
  /** Epochs between sample grids, or `auto`: up to ten, by their share of the time. */
  readonly sampleEvery: number | 'auto'
  /** What makes the sample grids. */
  readonly sampler: SamplerName
  /** Its denoising steps; all timesteps where it is not given. */
  readonly sampleSteps?: number
  /** Guidance scale of the grids; 1 where it is not given. */
  readonly guidance?: number
}
