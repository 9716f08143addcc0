/**
 * `ddpm/diffusion`: samplers and schedules of your own, and what a `Model` samples with. A sampler is rows of
 * numbers (`Sampler`); `sample` and the tasks replay one compiled step over them.
 */

export { choice, number, toggle, whole } from './base/option-specs.ts'
export { type Denoiser, predictsAny } from './diffusion/denoiser.ts'
export {
  type Conditioning,
  conditioningOf,
  everyClass,
  type GuidanceOptions,
} from './diffusion/guidance.ts'
export { initialNoise, noisedTo } from './diffusion/initial-noise.ts'
export type { KnownPixels } from './diffusion/known-pixels.ts'
export { denoisingProgram, type ProgramOptions } from './diffusion/program.ts'
export type { SamplingProgress } from './diffusion/progress.ts'
export {
  type DenoisingState,
  denoise,
  type SamplingOptions,
  sample,
  sampleInSteps,
} from './diffusion/sample.ts'
export { buildSampler } from './diffusion/samplers/build.ts'
export { defineSampler, type SamplerDefinition } from './diffusion/samplers/definition.ts'
export { type DenoisingPlan, planDenoising } from './diffusion/samplers/plan.ts'
export {
  findSampler,
  type SamplerName,
  type SamplerOptions,
  samplerDefinitions,
  samplerNames,
  samplerSpecs,
} from './diffusion/samplers/registry.ts'
export {
  type Clip,
  type Combination,
  clips,
  type NoiseLevel,
  type Sampler,
  type SamplerRow,
} from './diffusion/samplers/sampler.ts'
export {
  buildTaskSampler,
  defaultGuidance,
  defaultSampler,
  defaultSteps,
  taskSteps,
} from './diffusion/sampling-defaults.ts'
export {
  type AnyScheduleName,
  addNoise,
  buildSchedule,
  type Schedule,
  type ScheduleConfig,
  type ScheduleDefinition,
  type ScheduleName,
  type ScheduleOptions,
  scheduleDefinitions,
  scheduleFromConfig,
  scheduleNames,
  scheduleWarning,
  terminalSnr,
} from './diffusion/schedules.ts'
export { type Target, targets } from './diffusion/targets.ts'
export { ddimInversion, type InversionRows } from './diffusion/tasks/ddim-inversion.ts'
export {
  type ImageToImageOptions,
  imageToImage,
  imageToImageInSteps,
} from './diffusion/tasks/img2img.ts'
export {
  hideMasked,
  type InpaintingOptions,
  inpaint,
  inpaintInSteps,
} from './diffusion/tasks/inpaint.ts'
export {
  type ImageInterpolation,
  interpolateImages,
  interpolateImagesInSteps,
  interpolateSeeds,
  interpolateSeedsInSteps,
  type SeedInterpolation,
} from './diffusion/tasks/interpolate.ts'
export { type InversionOptions, invert, invertInSteps } from './diffusion/tasks/invert.ts'
export type { ModelOptions, TaskOptions } from './diffusion/tasks/options.ts'
export { type RepaintOptions, repaint } from './diffusion/tasks/repaint.ts'
export { slerp } from './diffusion/tasks/slerp.ts'
export {
  sampleWithTrajectory,
  type TrajectoryFrame,
  thinTrajectory,
  trajectoryInSteps,
  trajectoryLabel,
} from './diffusion/trajectory.ts'
