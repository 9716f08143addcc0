/** Class labels while sampling, and how much they count: classifier-free guidance, traced. */

import { UserError } from '../engine/errors.ts'
import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { mix } from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'

export interface GuidanceOptions {
  /** A class for each picture, 0 .. classes - 1. Without them pictures are of any class. */
  readonly labels?: readonly number[] | undefined
  /**
   * How strongly pictures follow their class: 0 not at all, 1 as the network was trained, more for
   * clearer and less varied pictures; other than 1 it takes two evaluations a step. Default 1.
   */
  readonly guidance?: number | undefined
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
export type Conditioning = 'none' | 'any' | { readonly guidance: number }

function checkLabels(labels: readonly number[], classes: number, count: number): void {
  if (labels.length !== count) {
    throw new UserError(
      `there are ${labels.length} labels for ${count} pictures: give one for each`,
    )
  }
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= classes)
  if (wrong === undefined) return
  throw new UserError(`label ${wrong} is no class of this model: use 0 to ${classes - 1}`)
}

/**
 * How a network is asked for some pictures.
 * @throws {UserError} where the labels or the guidance are not for this network.
 */
export function conditioningOf(
  { classes }: Denoiser,
  { labels, guidance = 1 }: GuidanceOptions,
  count: number,
): Conditioning {
  if (!Number.isFinite(guidance)) {
    throw new UserError(`guidance is ${guidance}: use a number, such as 2`)
  }
  if (classes === 0 && (labels || guidance !== 1)) {
    throw new UserError(
      `this model was trained without classes: sample it without ${labels ? 'labels' : 'guidance'}`,
    )
  }
  if (classes === 0) return 'none'
  if (labels) {
    checkLabels(labels, classes, count)
    return { guidance }
  }
  if (guidance === 1) return 'any'
  throw new UserError(`guidance is ${guidance}, but no classes are asked for: give labels, too`)
}

/**
 * The network's output for x at t. With labels it reads the input `labels` (B), and with a guidance
 * w other than 1 it is unconditional + w (conditional - unconditional) (Ho and Salimans 2022).
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
  const { guidance } = conditioning
  if (guidance === 1) return conditional
  const weights = graph.constant(Float32Array.of(1 - guidance, guidance), [1, 2])
  return mix(weights, [ofAny(), conditional])
}
