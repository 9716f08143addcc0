/**
 * The front door: what Node and browsers have in common, for training, loading and sampling models. What
 * networks, samplers and programs are made of is behind `ddpm/nn`, `ddpm/diffusion` and `ddpm/engine`.
 */

export type { OpenOptions } from './backends/open.ts'
export type { OpenedDevice } from './backends/opened-device.ts'
export { DdpmError } from './base/errors.ts'
export type { ImageSize } from './base/image-size.ts'
export type { NdArray } from './base/shape.ts'
export { Task, type TaskOptions } from './base/task.ts'
export { type Dataset, takeFirst } from './data/dataset.ts'
export { digits } from './data/digits.ts'
export { datasetOf, type LabelledImage } from './data/image-set.ts'
export { toSize } from './data/resize.ts'
export { sprites } from './data/sprites.ts'
export type { SamplingProgress } from './diffusion/progress.ts'
export { type SamplerName, samplerNames } from './diffusion/samplers/registry.ts'
export type { Sampler } from './diffusion/samplers/sampler.ts'
export {
  buildSchedule,
  type Schedule,
  type ScheduleName,
  scheduleNames,
} from './diffusion/schedules.ts'
export type { Target } from './diffusion/targets.ts'
export { type TrajectoryFrame, trajectoryLabel } from './diffusion/trajectory.ts'
export type { Device } from './engine/device.ts'
export { decodePng, encodePng } from './formats/png.ts'
export type { Raster } from './formats/raster.ts'
export { denoisingGif } from './images/animation.ts'
export { type GridOptions, grid } from './images/grid.ts'
export { trajectoryStrip } from './images/trajectory.ts'
export { bundledModels } from './models/bundled.ts'
export type { OwnSampler } from './models/choices.ts'
export type { DecodeOptions, ModelContents } from './models/contents.ts'
export { Model } from './models/model.ts'
export type {
  EncodeOptions,
  EvaluateOptions,
  EvaluateProgress,
  Img2ImgOptions,
  InpaintOptions,
  InterpolateOptions,
  InterpolationEnds,
  InvertOptions,
  ModelEvaluation,
  SampleOptions,
  TrajectoryOptions,
} from './models/options.ts'
export type { Provenance } from './models/provenance.ts'
export type { Network } from './nn/network.ts'
export { simpleUnet } from './nn/simple-unet/definition.ts'
export { unet } from './nn/unet/definition.ts'
export { lossCurveRaster, lossCurveSvg } from './plots/loss-curve.ts'
export type { Checkpoint } from './training/config.ts'
export type { TrainingEvent } from './training/events.ts'
export { type Preset, type PresetName, presets } from './training/presets.ts'
export type { TrainOptions } from './training/settings.ts'
export { type TrainingRun, train } from './training/train.ts'
