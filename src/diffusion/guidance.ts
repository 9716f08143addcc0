/** Class labels while sampling, and how much they count: classifier-free guidance, traced. */

import { UserError } from '../base/errors.ts'
import type { Graph } from '../engine/graph.ts'
import type { Tensor } from '../engine/ops.ts'
import { matchDeviation, mix } from '../engine/trace.ts'
import type { Denoiser } from './denoiser.ts'

export interface GuidanceOptions {
  /** A class for each picture, 0 .. classes - 1. Without them pictures are of any class. */
  readonly labels?: readonly number[] | undefined
  /**
   * How strongly pictures follow their class: 0 not at all, 1 as the network was trained, more for
   * clearer and less varied pictures; other than 1 it takes two evaluations a step. Default 1.
   */
  readonly guidance?: number | undefined
  /**
   * How far the guided output of each picture is brought back to the standard deviation that the
   * conditional one has: 0 not at all, 1 wholly (Lin et al. 2023, section 3.4, who take 0.7). Strong
   * guidance otherwise overexposes pictures, most with zero terminal SNR. Default 0.
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
    throw new UserError(
      `there are ${labels.length} labels for ${count} pictures: give one for each`,
    )
  }
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= classes)
  if (wrong === undefined) return
  throw new UserError(`label ${wrong} is no class of this model: use 0 to ${classes - 1}`)
}

function checkStrength(guidance: number, guidanceRescale: number): void {
  if (!Number.isFinite(guidance)) {
    throw new UserError(`guidance is ${guidance}: use a number, such as 2`)
  }
  if (!(guidanceRescale >= 0 && guidanceRescale <= 1)) {
    throw new UserError(`guidanceRescale is ${guidanceRescale}: use a number from 0 to 1`)
  }
}

/** A network without classes can follow none. */
function refuseWithoutClasses(asked: Readonly<Record<string, boolean>>): void {
  const useless = Object.keys(asked).find((name) => asked[name])
  if (useless === undefined) return
  throw new UserError(`this model was trained without classes: sample it without ${useless}`)
}

/** Whether a network predicts without a class, too. */
export const predictsAny = ({ classes, anyClass = true }: Pick<Denoiser, 'classes' | 'anyClass'>) =>
  classes > 0 && anyClass

/** A network of classes alone follows one for each picture, and has nothing to lead away from. */
function refuseWithoutAny({ labels, guidance = 1 }: GuidanceOptions): void {
  if (labels && guidance === 1) return
  const why = 'this model has no embedding for "any class"'
  if (!labels) throw new UserError(`${why}: give a class for each image`)
  throw new UserError(`${why}, which guidance ${guidance} needs: use guidance 1`)
}

/**
 * How a network is asked for some pictures.
 * @throws {UserError} where an option is out of range, or not for this network.
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
  throw new UserError(`guidance is ${guidance}, but no classes are asked for: give labels, too`)
}

/**
 * The network's output for x at t. With labels it reads the input `labels` (B), and with a guidance
 * w other than 1 it is g = unconditional + w (conditional - unconditional) (Ho and Salimans 2022), a
 * share of which is multiplied by std(conditional) / std(g), over H, W and C of each picture (Lin et
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
  const guided = mix(weights, [ofAny(), conditional])
  return guidanceRescale > 0 ? matchDeviation(guided, conditional, guidanceRescale) : guided
}
