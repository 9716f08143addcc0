/** Class labels while sampling, and how much they count: classifier-free guidance, traced. */

import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { linearCombination, matchDeviation } from '../engine/trace.ts'
import { type Denoiser, predictsAny } from './denoiser.ts'
import { diffusionError } from './errors.ts'

/** Classes, and how strongly samples follow them (Ho and Salimans 2022). */
export interface GuidanceOptions {
  /** A class for each image, 0 .. classes - 1. Without them images are of any class. */
  readonly labels?: readonly number[] | undefined
  /**
   * How strongly images follow their class: 0 not at all, 1 as the network was trained, more for
   * clearer and less varied images; other than 1 it takes two evaluations a step. Default 1.
   */
  readonly guidance?: number | undefined
  /**
   * How far the guided output of each image is brought back to the standard deviation that the
   * conditional one has: 0 not at all, 1 wholly (Lin et al. 2023, section 3.4, who take 0.7). Strong
   * guidance otherwise overexposes images, most with zero terminal SNR. Default 0.
   */
  readonly guidanceRescale?: number | undefined
}

/** Every class in turn, where the network knows some. */
export function everyClass(
  { classes }: Pick<Denoiser, 'classes'>,
  count: number,
  guidance = 1,
): GuidanceOptions {
  if (classes === 0) return {}
  return { labels: Array.from({ length: count }, (_, i) => i % classes), guidance }
}

/** Labels and their strength, as far as a network knows classes. */
export type Conditioning =
  | 'none'
  | 'any'
  | { readonly guidance: number; readonly guidanceRescale: number }

function checkLabels(labels: readonly number[], classes: number, count: number): void {
  if (labels.length !== count) {
    throw diffusionError('labels.count', { labels: labels.length, images: count })
  }
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= classes)
  if (wrong === undefined) return
  throw diffusionError('labels.unknown-class', { label: wrong, classes })
}

function checkStrength(guidance: number, guidanceRescale: number): void {
  if (!Number.isFinite(guidance)) {
    throw diffusionError('guidance.not-a-number', { guidance })
  }
  if (!(guidanceRescale >= 0 && guidanceRescale <= 1)) {
    throw diffusionError('guidance.rescale-out-of-range', { guidanceRescale })
  }
}

/** A network without classes can follow none. */
function refuseWithoutClasses(asked: Readonly<Record<string, boolean>>): void {
  const option = Object.keys(asked).find((name) => asked[name])
  if (option === undefined) return
  throw diffusionError('guidance.without-classes', { option })
}

/** A network of classes alone follows one for each image, and has nothing to lead away from. */
function refuseWithoutAny({ labels, guidance = 1 }: GuidanceOptions): void {
  if (labels && guidance === 1) return
  throw labels
    ? diffusionError('guidance.without-any-class', { guidance })
    : diffusionError('labels.needed')
}

/**
 * How a network is asked for some images.
 * @throws {DdpmError} `guidance.*` and `labels.*` where an option is out of range, or not for this network
 */
export function conditioningOf(
  { classes, anyClass }: Pick<Denoiser, 'classes' | 'anyClass'>,
  options: GuidanceOptions,
  count: number,
): Conditioning {
  const { labels, guidance = 1, guidanceRescale = 0 } = options
  checkStrength(guidance, guidanceRescale)
  if (classes === 0) {
    const asked = { labels: labels !== undefined, guidance: guidance !== 1 }
    refuseWithoutClasses({ ...asked, guidanceRescale: guidanceRescale !== 0 })
    return 'none'
  }
  if (!predictsAny({ classes, anyClass })) refuseWithoutAny(options)
  if (labels) {
    checkLabels(labels, classes, count)
    return { guidance, guidanceRescale }
  }
  if (guidance === 1) return 'any'
  throw diffusionError('guidance.without-labels', { guidance })
}

/**
 * The network's output for x at t. With labels it reads the input `labels` (B), and with a guidance
 * w other than 1 it is g = unconditional + w (conditional - unconditional) (Ho and Salimans 2022), a
 * share of which is multiplied by std(conditional) / std(g), over H, W and C of each image (Lin et
 * al. 2023, section 3.4).
 */
export function predictGuided(
  graph: Graph,
  model: Denoiser,
  x: Tensor,
  t: Tensor,
  conditioning: Conditioning,
): Tensor {
  const [count] = x.shape
  if (conditioning === 'none') return model.predict(graph, x, t)
  const ofAny = () => {
    const labels = graph.constant(new Int32Array(count).fill(model.classes), [count])
    return model.predict(graph, x, t, { labels })
  }
  if (conditioning === 'any') return ofAny()
  const labels = graph.input('labels', [count], 'i32')
  const conditional = model.predict(graph, x, t, { labels })
  const { guidance, guidanceRescale } = conditioning
  if (guidance === 1) return conditional
  const weights = graph.constant(Float32Array.of(1 - guidance, guidance), [1, 2])
  const guided = linearCombination(weights, [ofAny(), conditional])
  return guidanceRescale > 0 ? matchDeviation(guided, conditional, guidanceRescale) : guided
}
