/** Reads the golden fixtures and measures against them. What they hold: scripts/golden/README.md. */

import { readFileSync } from 'node:fs'
import type { Shape } from '../../src/base/shape.ts'
import { sizeOf } from '../../src/base/shape.ts'
import type { SamplerName, SamplerOptions } from '../../src/diffusion/samplers/registry.ts'
import type { Target } from '../../src/diffusion/targets.ts'
import type { UnetOptions } from '../../src/nn/unet/options.ts'
import { sketch } from './formula.ts'

/** PyTorch's own float32 against float64: relative error of each run, and the largest. */
export interface Float32Errors {
  readonly error: number
  readonly runs: readonly number[]
}

export interface GoldenNumber {
  readonly value: number
  readonly float32: Float32Errors
}

/** Float64 reference in PyTorch's order: whole (`values`), or as the `sketch` of a large tensor. */
export interface GoldenTensor {
  readonly shape: Shape
  readonly norm: number
  readonly float32: Float32Errors
  readonly values?: Float64Array
  readonly sketch?: Float64Array
  readonly sketchedError?: number
}

export interface GoldenModel {
  readonly inChannels: number
  readonly widths: readonly [number, number, number]
  readonly timeDim: number
}

/** `shape` is (N, C, H, W). */
export interface GoldenInput {
  readonly shape: readonly [number, number, number, number]
  readonly timesteps: number
  readonly betaStart: number
  readonly betaEnd: number
}

/** A parameter of PyTorch's default initialisation: uniform within +-bound. */
export interface GoldenParameter {
  readonly name: string
  readonly shape: Shape
  readonly bound: number
}

export type GoldenTensors = Readonly<Record<string, GoldenTensor>>

export interface UnetFixture {
  readonly float32Runs: readonly string[]
  readonly model: GoldenModel
  readonly input: GoldenInput
  readonly adam: Readonly<Record<'learningRate' | 'beta1' | 'beta2' | 'eps', number>>
  readonly parameters: readonly (GoldenParameter & { readonly stream: number })[]
  readonly losses: readonly GoldenNumber[]
  readonly output: GoldenTensor
  readonly gradients: GoldenTensors
  readonly after1: GoldenTensors
  readonly after10: GoldenTensors
}

/** What ten float64 steps make of weights that are off by rounding: relative errors, the largest. */
export interface Fork {
  readonly losses: readonly number[]
  readonly after10: Readonly<Record<string, number>>
}

/** `gradients` has an error per step, of the worst tensor, each from PyTorch's state before it. */
export interface ForksFixture {
  readonly perturbation: number
  readonly runs: number
  readonly gradients: Readonly<Record<'unet-b1', readonly number[]>>
  readonly free: Readonly<Record<'unet-b1' | 'unet-b3' | 'unet-rgb', Fork>>
}

/** Initial values are center + symmetric(stream, shape, bound). */
export interface Unet2dParameter extends GoldenParameter {
  readonly stream: number
  readonly center: number
}

export interface Unet2dFixture {
  readonly options: UnetOptions
  readonly input: Pick<GoldenInput, 'shape' | 'timesteps'>
  /** One per image; none where the model knows no classes. */
  readonly labels: readonly number[]
  readonly parameters: readonly Unet2dParameter[]
  readonly loss: GoldenNumber
  readonly output: GoldenTensor
  /** But those that are 0: of what all keys of an attention have in common. */
  readonly gradients: GoldenTensors
}

/** Parameters of a UNet2DModel in the order of its state_dict. */
export interface Unet2dNames {
  readonly label: string
  readonly options: UnetOptions
  readonly count: number
  readonly shapes: Readonly<Record<string, Shape>>
}

export interface ChainFixture {
  readonly model: GoldenModel
  readonly weights: string
  readonly input: GoldenInput
  readonly saveEvery: number
  readonly final: { readonly shape: Shape; readonly f64: Float64Array }
  readonly trajectoryNorms: readonly number[]
  readonly float32Error: number
  readonly float32NotebookScheduleError: number
}

export type ScheduleCoefficient =
  | 'betas'
  | 'alphas'
  | 'alpha_bars'
  | 'sqrt_alpha_bars'
  | 'sqrt_one_minus_alpha_bars'
  | 'sqrt_alphas'
  | 'sqrt_recip_alphas'

/** One value per entry of `t` in every coefficient. */
export type GoldenSchedule = Omit<GoldenInput, 'shape'> & { readonly t: readonly number[] } & {
  readonly [name in ScheduleCoefficient]: readonly number[]
}

/** `expected.f64` and `float32.f32` are (t, dim); `float32Error` has one entry per t. */
export interface GoldenEmbedding {
  readonly dim: number
  readonly t: readonly number[]
  readonly expected: { readonly shape: Shape; readonly f64: Float64Array }
  readonly float32: { readonly shape: Shape; readonly f32: Float32Array }
  readonly float32Error: readonly number[]
}

interface Checked {
  readonly stream: number
  readonly first: readonly number[]
  readonly sha256: string
}

export interface FormulaFixture {
  readonly hash: readonly (Checked & { readonly count: number })[]
  readonly symmetric: readonly (Checked & { readonly shape: Shape; readonly bound: number })[]
  readonly normal: readonly (Checked & { readonly shape: Shape })[]
  readonly timesteps: readonly (Checked & { readonly count: number; readonly total: number })[]
  readonly sketch: {
    readonly buckets: number
    readonly of: { readonly stream: number; readonly shape: Shape; readonly bound: number }
    readonly values: Float64Array
  }
}

/** `f32` is one state of 8 numbers after another, of runs of each of the file's `steps`. */
export interface GoldenTrajectories {
  readonly name: SamplerName
  readonly options: SamplerOptions
  readonly target: Target
  readonly f32: Float32Array
}

/** A run of one of diffusers' schedulers: its config file, and the last state of 8 numbers. */
export interface GoldenSchedulerRun {
  readonly config: string
  readonly f32: Float32Array
}

/** One prediction of a UNet2DModel, for images by formula; labels are 1, 2, ... where it knows classes. */
export interface Unet2dAnswer {
  readonly label: string
  readonly options: UnetOptions
  readonly count: number
  /** NCHW */
  readonly f32: Float32Array
}

/** A prediction of a UNet2DModel for its config; `f32` is NCHW. */
export interface GoldenPrediction {
  readonly label: string
  readonly config: string
  /** How many tensors of them there are. */
  readonly parameters: number
  readonly shape: readonly [number, number, number, number]
  readonly f32: Float32Array
}

/** A whole pipeline of diffusers: its config files, and its images after all steps; `f32` is NCHW. */
export interface GoldenPipeline {
  readonly label: string
  readonly config: string
  readonly scheduler: string
  readonly f32: Float32Array
}

interface Fixtures {
  pipelines: {
    readonly steps: number
    readonly shape: readonly [number, number, number, number]
    readonly cases: readonly GoldenPipeline[]
  }
  'unet2d-configs': { readonly cases: readonly GoldenPrediction[] }
  'unet-b1': UnetFixture
  'unet-b3': UnetFixture
  'unet-b128': UnetFixture
  'unet-rgb': UnetFixture
  forks: ForksFixture
  'unet2d-plain': Unet2dFixture
  'unet2d-attention': Unet2dFixture
  'unet2d-wide': Unet2dFixture
  'unet2d-google': Unet2dFixture
  'unet2d-scaled': Unet2dFixture
  'unet2d-names': { readonly cases: readonly Unet2dNames[] }
  'unet2d-options': {
    readonly images: GoldenInput['shape']
    readonly cases: readonly Unet2dAnswer[]
  }
  chain: ChainFixture
  schedule: { readonly schedules: readonly GoldenSchedule[] }
  embedding: { readonly cases: readonly GoldenEmbedding[] }
  parameters: { readonly count: number; readonly parameters: readonly GoldenParameter[] }
  formula: FormulaFixture
  schedulers: { readonly steps: number; readonly cases: readonly GoldenSchedulerRun[] }
  samplers: { readonly steps: readonly number[]; readonly cases: readonly GoldenTrajectories[] }
}

/** Where a file of the fixtures lies, such as `narrow.safetensors`. */
export function fixtureUrl(file: string): URL {
  return new URL(`./fixtures/${file}`, import.meta.url)
}

/** A fixture with its base64 arrays decoded. */
export function loadFixture<Name extends keyof Fixtures>(name: Name): Fixtures[Name] {
  const text = readFileSync(fixtureUrl(`${name}.json`), 'utf8')
  return JSON.parse(text, decode) as Fixtures[Name]
}

function decode(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  // Copied out of Node's pool so that the buffer starts at an aligned offset 0.
  const bytes = () => Uint8Array.from(Buffer.from(value, 'base64')).buffer
  if (key === 'values' || key === 'sketch' || key === 'f64') return new Float64Array(bytes())
  return key === 'f32' ? new Float32Array(bytes()) : value
}

/** |actual - expected| / |expected|; NaN where either is not finite. */
export function relativeL2(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  checkCount(actual.length, expected.length)
  let difference = 0
  let norm = 0
  for (let i = 0; i < expected.length; i++) {
    difference += (actual[i] - expected[i]) ** 2
    norm += expected[i] ** 2
  }
  return Math.sqrt(difference / norm)
}

/**
 * Relative L2 error of a whole tensor in PyTorch's order. For a sketched one it is an estimate
 * right within 6 % (one standard deviation) that no element escapes.
 */
export function relativeError(actual: ArrayLike<number>, golden: GoldenTensor): number {
  checkCount(actual.length, sizeOf(golden.shape))
  if (golden.values) return relativeL2(actual, golden.values)
  const expected = golden.sketch!
  const difference = sketch(actual, expected.length).map((sum, i) => sum - expected[i])
  return Math.hypot(...difference) / golden.norm
}

/**
 * What is allowed of us: 4 times PyTorch's own float32 error, taken to be at least the rounding of
 * one float32 (2^-24), below which it is luck; or 4 times the error of perturbed float64 runs.
 */
export function allowedError(float32: Float32Errors, fork = 0): number {
  return 4 * Math.max(float32.error, fork, 2 ** -24)
}

function checkCount(actual: number, expected: number): void {
  if (actual !== expected) {
    throw new Error(`${actual} elements stand against ${expected} of the fixture`)
  }
}
