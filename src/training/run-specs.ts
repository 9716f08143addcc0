/** The options of a run besides its recipe, each defined once: its length, its schedule, its samples. */

import { choice, number, whole } from '../base/option-specs.ts'
import { sharedSamplerOptions } from '../diffusion/samplers/options.ts'
import { samplerNames } from '../diffusion/samplers/registry.ts'
import { scheduleNames, sharedScheduleOptions, timestepsOption } from '../diffusion/schedules.ts'

/** Of a grid; what memory holds of them is for the device to say. */
const MOST_SAMPLES = 100_000

/** Ten weeks. */
const MOST_MINUTES = 100_000

/** How long a run is and what it shows meanwhile: a resumed run may change this. */
export const runSpecs = {
  epochs: whole({
    ...{ min: 1, group: 'Training' },
    unset: '30, or as many as the steps take',
    help: 'passes through the data',
  }),
  maxSteps: whole({
    ...{ min: 1, unset: 'no limit', group: 'Training' },
    help: 'stop after this many steps, however many epochs that takes',
  }),
  minutes: number({
    ...{ above: 0, max: MOST_MINUTES, unset: 'as many steps as are named', group: 'Training' },
    help: 'how long the run may take: its steps are timed here first, and network and steps chosen to fit',
  }),
  sampleEvery: whole({
    ...{ min: 0, or: ['auto'], default: 5, group: 'Output' },
    help: 'epochs between sample grids: 0 for only the last, auto for up to ten in about a tenth of the time',
  }),
  sampleCount: whole({
    ...{ min: 0, max: MOST_SAMPLES, default: 64, group: 'Output' },
    help: 'samples in a grid; 0 for no grids',
  }),
  checkpointEvery: whole({
    ...{ min: 1, unset: 'none', group: 'Output' },
    help: 'steps between checkpoints, in addition to one per epoch',
  }),
} as const

/** What is named on the command line or in a preset, and built for the library. */
export const planSpecs = {
  timesteps: { ...timestepsOption, group: 'Model and data' },
  schedule: choice(scheduleNames, {
    ...{ default: 'linear', group: 'Model and data' },
    help: 'how noise grows with the timesteps',
  }),
  zeroSnr: { ...sharedScheduleOptions.zeroSnr, group: 'Model and data' },
  sampler: choice(samplerNames, {
    ...{ default: 'ddpm', group: 'Output' },
    help: 'sampler of the grids',
  }),
  sampleSteps: whole({
    ...{ min: 1, max: sharedSamplerOptions.steps.max, group: 'Output' },
    unset: "the sampler's own, which is all timesteps for ddpm",
    help: 'denoising steps of the grids',
  }),
  guidance: number({
    ...{ default: 1, group: 'Output' },
    help: 'guidance scale of the grids, such as 2, for models with classes',
  }),
} as const
