/**
 * A sampler made ready for a network: its sums in terms of what the network puts out, and of them
 * only what any step uses, so that every sampler is one small program replayed with other numbers.
 */

import { InternalError } from '../../base/errors.ts'
import { diffusionError } from '../errors.ts'
import { type FromOutput, readOutput, type Target } from '../targets.ts'
import type { Clip, Combination, Sampler, SamplerRow } from './sampler.ts'

/** What a step adds up: x, the network's output, the clipped image, the history, noise. */
export type Term = 'x' | 'output' | 'x0' | `history${number}` | 'noise' | InpaintingTerm

/** The images that are known in part, the next x with them put in, noise to go back up with. */
type InpaintingTerm = 'original' | 'merged' | 'noiseBack'

/** A sum: its terms, and where in a row of numbers each one's coefficient stands. */
export interface Sum {
  readonly terms: readonly Term[]
  readonly columns: readonly number[]
}

/** A sampler's rows as a program reads them. */
export interface DenoisingPlan {
  readonly clip: Clip
  /** The predicted image before it is clipped; missing where nothing is clipped. */
  readonly x0: Sum | undefined
  /** The next x, then the next history. */
  readonly next: readonly Sum[]
  /** Where some pixels are known: what they are at the noise level of the next x. */
  readonly known: Sum | undefined
  /** Where steps are taken again: the next x with more noise. */
  readonly back: Sum | undefined
  /** One evaluation of the network each. */
  readonly steps: readonly { readonly t: number; readonly row: readonly number[] }[]
}

/** Coefficients by term; a missing one is 0. */
type Coefficients = Readonly<Partial<Record<Term, number>>>

const times = (factor: number, { x, output }: FromOutput) => ({
  // 0 times infinite is 0 here: what is not used need not be known
  x: factor && factor * x,
  output: factor && factor * output,
})

/** What a combination adds besides x0 and eps. */
function others({ noise, history = [] }: Combination): Coefficients {
  const kept = history.map((value, k) => [`history${k}`, value] as const)
  return { ...Object.fromEntries(kept), noise }
}

/** A combination with x0 and eps in terms of x and the output. */
function unclipped(combination: Combination, row: SamplerRow, target: Target): Coefficients {
  const found = readOutput(target, row)
  const x0 = times(combination.x0 ?? 0, found.x0)
  const eps = times(combination.eps ?? 0, found.eps)
  const x = (combination.x ?? 0) + x0.x + eps.x
  return { x, output: x0.output + eps.output, ...others(combination) }
}

/** The same where x0 is the clipped image; eps is the output's, or what x then leaves for it. */
function clipped(
  combination: Combination,
  level: SamplerRow,
  target: Target,
  rederive: boolean,
): Coefficients {
  const factor = combination.eps ?? 0
  const eps = rederive
    ? { x: factor / level.sigma, output: 0, x0: (-factor * level.alpha) / level.sigma }
    : { ...times(factor, readOutput(target, level).eps), x0: 0 }
  const x = (combination.x ?? 0) + eps.x
  return { x, output: eps.output, x0: (combination.x0 ?? 0) + eps.x0, ...others(combination) }
}

/** The order of terms in sums; the notebook's x, eps and noise among them. */
function allTerms(history: number): Term[] {
  const kept = Array.from({ length: history }, (_, k) => `history${k}` as const)
  return ['x', 'output', 'x0', ...kept, 'noise']
}

/** Collects the sums of a plan: which columns a row has. */
class Columns {
  readonly #of: ((step: number) => number)[] = []

  /** A sum that every step has, of the terms that any step uses. */
  add(coefficients: readonly Coefficients[], terms: readonly Term[]): Sum {
    const used = terms.filter((term) => coefficients.some((step) => step[term]))
    // something must be summed even where all is left to the first term's 0
    const shown = used.length > 0 ? used : terms.slice(0, 1)
    const columns = shown.map((term) => this.#of.push((i) => coefficients[i][term] ?? 0) - 1)
    return { terms: shown, columns }
  }

  row(step: number): number[] {
    return this.#of.map((column) => column(step))
  }
}

function refuseZeroSnr({ zeroSnr }: Sampler, target: Target): void {
  if (!zeroSnr || target !== 'eps') return
  throw diffusionError('sampler.eps-at-zero-snr')
}

/**
 * The rows of a sampler as one compiled step reads them, history and noise levels worked in.
 * @param target what the network was trained to put out
 * @throws {DdpmError} `sampler.eps-at-zero-snr` where that does not determine the image at the first step
 */
export function planDenoising(sampler: Sampler, target: Target = 'eps'): DenoisingPlan {
  refuseZeroSnr(sampler, target)
  const { rows, clip = 'none', rederiveEps = true } = sampler
  const terms = allTerms(rows[0].keep?.length ?? 0)
  const columns = new Columns()
  const inTerms = (combination: Combination, row: SamplerRow) =>
    clip === 'none'
      ? unclipped(combination, row, target)
      : clipped(combination, row, target, rederiveEps)
  const images = rows.map((row) => readOutput(target, row).x0)
  const x0 = clip === 'none' ? undefined : columns.add(images.map(asCoefficients), terms)
  const registers = [0, ...(rows[0].keep ?? []).map((_, k) => k + 1)]
  const next = registers.map((register) => {
    const sums = rows.map((row) => inTerms(register ? (row.keep?.[register - 1] ?? {}) : row, row))
    return columns.add(sums, terms)
  })
  const { known, back } = planInpainting(rows, columns)
  const steps = rows.map(({ t }, i) => ({ t, row: columns.row(i) }))
  checkFinite(sampler, steps)
  return { clip, x0, next, known, back, steps }
}

/** The sums that only inpainting has, where there are any. */
function planInpainting(rows: readonly SamplerRow[], columns: Columns) {
  const levels = rows.map(({ known }) => ({ original: known?.alpha, noise: known?.sigma }))
  const backs = rows.map(({ back }) => ({ merged: back?.x ?? 1, noiseBack: back?.noise }))
  return {
    known: rows[0].known && columns.add(levels, ['original', 'noise']),
    back: rows.some(({ back }) => back) ? columns.add(backs, ['merged', 'noiseBack']) : undefined,
  }
}

const asCoefficients = ({ x, output }: FromOutput): Coefficients => ({ x, output })

function checkFinite({ name }: Sampler, steps: DenoisingPlan['steps']): void {
  const wrong = steps.findIndex(({ row }) => !row.every(Number.isFinite))
  if (wrong >= 0) throw new InternalError(`row ${wrong} of ${name} is ${steps[wrong].row}`)
}

/** How many images a plan keeps from step to step besides x. */
export const historySize = ({ next }: DenoisingPlan) => next.length - 1

/** Whether any step adds noise. */
export const addsNoise = ({ next, known }: DenoisingPlan) =>
  [...next, ...(known ? [known] : [])].some(({ terms }) => terms.includes('noise'))
