/** Every public name that needs no host: what Node and a browser have in common. */

export { DdpmError, type ErrorValues, InternalError } from './base/errors.ts'
export { type NdArray, type Shape, showShape, sizeOf } from './base/shape.ts'
export {
  type Dataset,
  describeDataset,
  gatherBatch,
  type Splits,
  splitLast,
  takeFirst,
  usualValidation,
} from './data/dataset.ts'
export { type DigitsOptions, digits, digitsInSlices } from './data/digits.ts'
export { datasetOf, type LabelledImage } from './data/image-set.ts'
export { mnistFromFiles, type NamedBytes } from './data/mnist.ts'
export { greyOf, valuesOf } from './data/raster-values.ts'
export { readFolder } from './data/read-folder.ts'
export { toSquare } from './data/resize.ts'
export type {
  DataFile,
  DataFolder,
  ImageDecoder,
  LoadOptions,
  LoadProgress,
  ReadOptions,
  Split,
} from './data/source.ts'
export { dataNames, dataSources, describeSources } from './data/sources.ts'
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
export { sharedSamplerOptions } from './diffusion/samplers/options.ts'
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
  DEFAULT_GUIDANCE,
  defaultGuidance,
  defaultSampler,
  defaultSteps,
  deterministicSamplers,
  taskDefaults,
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
  sharedScheduleOptions,
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
export type { Device, DeviceBuffer, HostData, Job } from './engine/device.ts'
export type { Profile, ProfileEntry, ProfilePart } from './engine/profile.ts'
export { type Classifier, classifierOf, FEATURES } from './evaluation/classifier.ts'
export {
  type ClassifierProgress,
  type ClassifierRecipe,
  classifierRecipe,
  trainClassifier,
} from './evaluation/classifier-training.ts'
export {
  type Evaluation,
  type EvaluationOptions,
  type EvaluationProgress,
  evaluate,
  NEIGHBOURS,
  SURE,
} from './evaluation/evaluate.ts'
export { frechetDistance, type Moments, momentsOf } from './evaluation/frechet.ts'
export { type Neighbour, nearestImages } from './evaluation/neighbours.ts'
export { classifyImages, type Readings, type TrainedClassifier } from './evaluation/reading.ts'
export { encodeGif, type GifOptions } from './formats/gif.ts'
export { type IdxArray, readIdx, readMaybeGzippedIdx, writeIdx } from './formats/idx.ts'
export { decodePng, encodePng } from './formats/png.ts'
export type { Raster } from './formats/raster.ts'
export { overWhite } from './formats/raster.ts'
export { readSafetensors, type SafetensorsFile, writeSafetensors } from './formats/safetensors.ts'
export type { SafeTensor } from './formats/tensor-types.ts'
export { type AnimationOptions, denoisingGif } from './images/animation.ts'
export { type GridOptions, grid } from './images/grid.ts'
export { type TrajectoryOptions, trajectoryStrip } from './images/trajectory.ts'
export { encodeModel, type SavedModel } from './models/contents.ts'
export { FORMAT_VERSION } from './models/file.ts'
export { weightsWarning } from './nn/large-weights.ts'
export type { ImageShape, Model } from './nn/model.ts'
export { architectureNames, buildModel } from './nn/models.ts'
export { initialParameters, type PlacedParameter } from './nn/parameters.ts'
export { type SimpleUnetOptions, simpleUnet } from './nn/simple-unet.ts'
export type { UnetOptions } from './nn/unet/options.ts'
export { unet } from './nn/unet/unet.ts'
export { type Caption, type EvaluationSheet, evaluationSheet } from './plots/evaluation-sheet.ts'
export { fixed } from './plots/fixed.ts'
export { lossCurveRaster, lossCurveSvg } from './plots/loss-curve.ts'
export type { LossCurveOptions } from './plots/loss-layout.ts'
export type { LossSeries } from './plots/loss-series.ts'
export {
  type DecodeOptions,
  decodeModel,
  encodeCheckpoint,
  type LoadedModel,
} from './training/checkpoint.ts'
export type { Checkpoint, OptimizerState, Progress, RunConfig } from './training/config.ts'
export type {
  CheckpointEvent,
  DoneEvent,
  EpochEvent,
  SampleEvent,
  SamplingEvent,
  StepEvent,
  TrainingEvent,
} from './training/events.ts'
export {
  buildNetwork,
  classChoices,
  type Fit,
  fitOf,
  type ModelName,
  modelNames,
  type NetworkSettings,
  networks,
} from './training/network.ts'
export { adamRow, type OptimizerOptions } from './training/optimizer.ts'
export type { TrainingOptions } from './training/options.ts'
export {
  type PlannedRecipe,
  type Preset,
  type PresetName,
  presetNames,
  presets,
} from './training/presets.ts'
export type { Ranks } from './training/ranks.ts'
export { plainRecipe, type Recipe } from './training/recipe.ts'
export { trainingProgram } from './training/step.ts'
export { type TrainingRun, train } from './training/train.ts'
export type { ValidationLoss } from './training/validation.ts'
