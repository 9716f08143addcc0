/** A model as one thing: what it is made of travels together, so that it is sampled as it was trained. */

import { checkKeys } from '../base/option-errors.ts'
import type { NdArray } from '../base/shape.ts'
import { type Task, taskOf } from '../base/task.ts'
import type { Dataset, Splits } from '../data/dataset.ts'
import type { ImagePreparation } from '../data/preparation.ts'
import type { SamplingProgress } from '../diffusion/progress.ts'
import { sampleInSteps } from '../diffusion/sample.ts'
import type { UsualSampling } from '../diffusion/sampling-defaults.ts'
import type { Schedule } from '../diffusion/schedules.ts'
import type { Target } from '../diffusion/targets.ts'
import type { ModelOptions } from '../diffusion/tasks/options.ts'
import { type TrajectoryFrame, trajectoryInSteps } from '../diffusion/trajectory.ts'
import { defaultDevice } from '../engine/default-device.ts'
import { weightsWarning } from '../nn/large-weights.ts'
import type { ImageShape, Network } from '../nn/network.ts'
import { guidanceOf, modelSampler, type SamplerChoice, turnsFrom } from './choices.ts'
import { type DecodeOptions, decodeContents, encodeModel, type ModelContents } from './contents.ts'
import type { EditOptions } from './edits.ts'
import { writingHost } from './host.ts'
import {
  type EncodeOptions,
  type EvaluateOptions,
  type EvaluateProgress,
  type Img2ImgOptions,
  type InpaintOptions,
  type InterpolateOptions,
  type InterpolationEnds,
  type InvertOptions,
  type ModelEvaluation,
  type ModelTaskOptions,
  type SampleOptions,
  type SeedOption,
  samplerOptions,
  type TrajectoryOptions,
  taskOptionNames,
} from './options.ts'
import type { Provenance } from './provenance.ts'

/**
 * A trained model. `loadModel` reads one, `train` makes one; `new Model(contents)` is one of a network and
 * weights of your own. Every task gives a `Task`: await it for its result, iterate over it for its progress.
 * Images go in and come out as (N, H, W, C) in [-1, 1].
 */
export class Model {
  readonly #contents: ModelContents

  constructor(contents: ModelContents) {
    this.#contents = contents
  }

  /**
   * A model from the bytes of its file, of a checkpoint, or of a known network's weights as PyTorch saves them.
   * @throws {DdpmError} `model-file.…`, `safetensors.…`, `architecture.…`
   */
  static decode(bytes: Uint8Array, options: DecodeOptions = {}): Model {
    return new Model(decodeContents(bytes, options))
  }

  /** Its architecture: the parameters' names and shapes, and the prediction as a traced function. */
  get network(): Network {
    return this.#contents.network
  }

  /** The noise schedule it was trained with. */
  get schedule(): Schedule {
    return this.#contents.schedule
  }

  /** What it was trained to predict: `eps`, `x0` or `v`. */
  get target(): Target {
    return this.#contents.target
  }

  /** Its numbers, flat, in the engine's layout. */
  get weights(): Float32Array {
    return this.#contents.weights
  }

  /** (height, width, channels) of its images. */
  get imageShape(): ImageShape {
    return this.network.imageShape
  }

  /** How many classes it knows; 0 for none. */
  get classes(): number {
    return this.network.classes
  }

  /** The names of its classes, in their order, where its file has them. */
  get classNames(): readonly string[] | undefined {
    return this.#contents.classNames
  }

  /**
   * How the images were resized that it has learnt from, and what was behind them, where its file says:
   * `loadImages(paths, model.imageShape, model.preparation)` prepares others alike.
   */
  get preparation(): ImagePreparation | undefined {
    return this.#contents.preparation
  }

  /** Where it comes from, as far as its file says. */
  get provenance(): Provenance | undefined {
    return this.#contents.provenance
  }

  /** How its maker samples it, where its file says: `sample` does the same where no sampler is named. */
  get sampling(): UsualSampling | undefined {
    return this.#contents.sampling
  }

  /** Of a file of another program: which of its weights were taken, and what was assumed, a sentence each. */
  get notes(): readonly string[] {
    return this.#contents.notes ?? []
  }

  /** What is strange about it, in sentences: most often nothing. */
  get warnings(): string[] {
    return [weightsWarning(this.network, this.weights)].filter((text) => text !== undefined)
  }

  #task<Result>(
    options: ModelTaskOptions & SeedOption,
    work: (own: ModelOptions & { schedule: Schedule }) => AsyncGenerator<SamplingProgress, Result>,
  ): Task<SamplingProgress, Result> {
    const { network: model, weights, target, schedule } = this.#contents
    const { seed, batchSize } = options
    return taskOf(async function* (signal) {
      checkKeys('this task', options, taskOptionNames)
      const device = options.device ?? (await defaultDevice())
      return yield* work({ device, model, weights, target, schedule, seed, batchSize, signal })
    }, options)
  }

  /** A task on given images, or between samples: loaded when one is asked for. */
  #edit<Result>(
    options: ModelTaskOptions & SeedOption,
    work: (
      edits: typeof import('./edits.ts'),
      own: EditOptions,
    ) => AsyncGenerator<SamplingProgress, Result>,
  ): Task<SamplingProgress, Result> {
    const contents = this.#contents
    return this.#task(options, async function* (own) {
      return yield* work(await import('./edits.ts'), { ...own, contents })
    })
  }

  #sampler(options: SamplerChoice) {
    const { sampler, own } = samplerOptions(options)
    return modelSampler(this.#contents, sampler, own)
  }

  /**
   * New samples, from noise.
   * @returns (count, H, W, C), about [-1, 1] and not clipped
   * @throws {DdpmError} `model.class-unknown` and others of `model.…`, `sampler.…`, `option.…`; the
   * signal's reason where it is aborted
   */
  sample(options: SampleOptions = {}): Task<SamplingProgress, NdArray> {
    const { count = 16, startIndex } = options
    return this.#task(options, (own) =>
      sampleInSteps({
        ...own,
        ...guidanceOf(this.#contents, options, count, 'every', turnsFrom(startIndex)),
        ...{ sampler: this.#sampler(options), count, startIndex },
      }),
    )
  }

  /**
   * The states from noise to samples, as one batch.
   * @returns frames, each (count, H, W, C); the first is noise, the last the samples
   * @throws {DdpmError} as `sample`
   */
  trajectory(options: TrajectoryOptions = {}): Task<SamplingProgress, TrajectoryFrame[]> {
    const { count = 1, every, startIndex } = options
    return this.#task(options, (own) => {
      const turns = turnsFrom(startIndex)
      const guidance = guidanceOf(this.#contents, options, count, 'every', turns)
      const sampler = this.#sampler(options)
      return trajectoryInSteps({ ...own, ...guidance, sampler, count, startIndex }, every)
    })
  }

  /**
   * Variations of images (SDEdit, Meng et al. 2022): each is noised in part and denoised.
   * @param images (count, H, W, C) in [-1, 1]; for several variations of one give it several times
   * @returns (count, H, W, C)
   * @throws {DdpmError} as `sample`, and where the images are not of the model's size
   */
  img2img(images: NdArray, options: Img2ImgOptions = {}): Task<SamplingProgress, NdArray> {
    return this.#edit(options, ({ img2img }, own) => img2img(own, images, options))
  }

  /**
   * A part of each image made new, the rest kept to the bit (RePaint, Lugmayr et al. 2022).
   * @param images (count, H, W, C) in [-1, 1]
   * @param mask (H, W): above 0.5 where pixels are made new
   * @returns (count, H, W, C)
   * @throws {DdpmError} as `sample`, and where images or mask are not of the model's size, the mask marks
   * nothing, or the sampler remembers earlier steps
   */
  inpaint(
    images: NdArray,
    mask: NdArray,
    options: InpaintOptions = {},
  ): Task<SamplingProgress, NdArray> {
    return this.#edit(options, ({ inpaint }, own) => inpaint(own, images, mask, options))
  }

  /**
   * Frames from one sample to another, by spherical interpolation of their noise.
   * @param ends two seeds, or two images (2, H, W, C) in [-1, 1], which are inverted first
   * @returns (frames, H, W, C)
   * @throws {DdpmError} as `sample`, and where the sampler adds fresh noise
   */
  interpolate(
    ends: InterpolationEnds,
    options: InterpolateOptions = {},
  ): Task<SamplingProgress, NdArray> {
    return this.#edit(options, ({ interpolate }, own) => interpolate(own, ends, options))
  }

  /**
   * The noise from which DDIM with as many steps makes the images again, nearly.
   * @param images (count, H, W, C) in [-1, 1]
   * @returns (count, H, W, C)
   * @throws {DdpmError} as `sample`, and where the images are not of the model's size
   */
  invert(images: NdArray, options: InvertOptions = {}): Task<SamplingProgress, NdArray> {
    return this.#edit(options, ({ invert }, own) => invert(own, images, options))
  }

  /**
   * How good its samples are: `count` of them are made and judged by a small classifier, which is trained
   * on the data (about a minute; in Node it is kept).
   * @param data what it was trained on, with classes: a name or a path, images, or images and others of
   * their kind
   * @throws {DdpmError} as `sample`; `model.data-of-another-shape`, `classifier.…`, `evaluation.…`
   */
  evaluate(
    data: string | Dataset | Splits,
    options: EvaluateOptions = {},
  ): Task<EvaluateProgress, ModelEvaluation> {
    const contents = this.#contents
    const sampler = () => this.#sampler(options)
    return taskOf(async function* (signal) {
      checkKeys('evaluate', options, taskOptionNames)
      const { evaluateModelInSteps } = await import('./evaluate.ts')
      const device = options.device ?? (await defaultDevice())
      const asked = { ...options, data, device, sampler: sampler(), signal }
      return yield* evaluateModelInSteps(contents, asked)
    }, options)
  }

  /** The bytes of its file: PyTorch loads the weights with `load_state_dict(strict=True)`. */
  encode(options: EncodeOptions = {}): Uint8Array {
    return encodeModel({ ...this.#contents, ...options })
  }

  /**
   * Writes its file, whole or not at all.
   * @throws {DdpmError} where it cannot be written; `model.without-files` in a browser
   */
  async save(path: string, options: EncodeOptions = {}): Promise<void> {
    await writingHost().writeFile(path, this.encode(options))
  }
}
