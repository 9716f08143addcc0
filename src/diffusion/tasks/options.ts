/** What tasks ask for: sampling's options, without those that a task sets itself. */

import type { SamplingOptions } from '../sample.ts'

/** Of a task that is given no sampler. */
export type ModelOptions = Omit<
  SamplingOptions,
  'sampler' | 'count' | 'initial' | 'known' | 'injectedNoise'
>

/** Of a task with any sampler. */
export type TaskOptions = ModelOptions & Pick<SamplingOptions, 'sampler'>
