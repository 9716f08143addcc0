/** UniPC: a multistep predictor whose every step is corrected once the next picture is known. */

import type { Schedule } from '../schedules.ts'
import { type IntervalOptions, intervalLevels, type Level } from './levels.ts'
import { checkChoice, resolveOptions, samplerOf } from './options.ts'
import type { Combination, Sampler, SamplerRow } from './sampler.ts'

export interface UnipcOptions extends IntervalOptions {
  /** Order of the predictor, reached after as many steps. Default 2. */
  readonly order?: 1 | 2 | 3
  /** B(h) = h or e^h - 1 (Zhao et al. 2023, section 3.2). Default `bh2`. */
  readonly solver?: 'bh1' | 'bh2'
}

type Solver = 'bh1' | 'bh2'

/** The solution of a small linear system with distinct rows, by elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]])
  const size = rows.length
  for (let k = 0; k < size; k++) {
    const pivot = rows.slice(k).reduce((best, row) => {
      return Math.abs(row[k]) > Math.abs(best[k]) ? row : best
    })
    rows.splice(rows.indexOf(pivot), 1)
    rows.splice(k, 0, pivot)
    for (const row of rows) {
      if (row === pivot) continue
      const factor = row[k] / pivot[k]
      for (let c = k; c <= size; c++) row[c] -= factor * pivot[c]
    }
  }
  return rows.map((row, i) => row[size] / row[i])
}

/** b_i = i! phi_(i+1)(-h) h^i / B(h), i = 1 .. count, up to sign (the paper's eq. 8 and 9). */
function moments(h: number, b: number, count: number): number[] {
  let factorial = 1
  let phi = Math.expm1(-h) / -h - 1
  return Array.from({ length: count }, (_, i) => {
    const moment = (phi * factorial) / b
    factorial *= i + 2
    phi = phi / -h - 1 / factorial
    return moment
  })
}

/** rhos so that sum over k of rho_k r_k^i = b_i. */
function weigh(nodes: readonly number[], right: readonly number[]): number[] {
  return solve(
    right.map((_, i) => nodes.map((node) => node ** i)),
    right,
  )
}

/** A step from a level to the next as weights. */
interface Weights {
  readonly x: number
  /** Of the predicted pictures at this level, the one before, and the one before that. */
  readonly pictures: readonly number[]
  /** Of the picture at the next level. */
  readonly next: number
}

/** Whether the step uses the picture that the next level will turn out to have. */
type Role = 'predictor' | 'corrector'

function nodeWeights(role: Role, nodes: readonly number[], h: number, b: number): number[] {
  const order = nodes.length + 1
  const right = moments(h, b, order)
  if (role === 'corrector') return order === 1 ? [0.5] : weigh([...nodes, 1], right)
  if (order === 2) return [0.5] // as the authors' code and diffusers have it
  return order === 1 ? [] : weigh(nodes, right.slice(0, -1))
}

/** The step from levels[i] to levels[i + 1] over `order` pictures, or one more when correcting. */
function weightsOf(role: Role, levels: readonly Level[], i: number, order: number, solver: Solver) {
  const [level, next] = [levels[i], levels[i + 1]]
  const h = next.lambda - level.lambda
  const growth = Math.expm1(-h)
  const b = solver === 'bh1' ? -h : growth
  const nodes = Array.from({ length: order - 1 }, (_, k) => {
    return (levels[i - k - 1].lambda - level.lambda) / h
  })
  const scale = -next.signal * b
  const rhos = nodeWeights(role, nodes, h, b)
  const slopes = nodes.map((node, k) => (scale * rhos[k]) / node)
  const ahead = role === 'corrector' ? scale * rhos[rhos.length - 1] : 0
  const here = slopes.reduce((sum, slope) => sum - slope, -next.signal * growth - ahead)
  const weights: Weights = {
    x: next.spread / level.spread,
    pictures: [here, ...slopes],
    next: ahead,
  }
  return weights
}

/** A corrected x: what was known of it one step before, and what x0 adds. */
interface Corrected {
  readonly known: number
  readonly x: number
  readonly x0: number
}

/** Weights applied to the corrected x and the pictures: x0, then history 1, 2. */
function apply({ x, pictures }: Weights, corrected: Corrected, size: number): Combination {
  const history = Array<number>(size).fill(0)
  history[0] = x * corrected.known
  pictures.slice(1).forEach((weight, k) => {
    history[k + 1] += weight
  })
  return { x: x * corrected.x, x0: x * corrected.x0 + pictures[0], history }
}

/** Kept besides the known part of the next corrected x: the last order - 1 pictures. */
function pictures(order: number): Combination[] {
  const older = Array.from({ length: order - 2 }, (_, k) => {
    return { history: Array.from({ length: order }, (_, c) => Number(c === k + 1)) }
  })
  return order > 1 ? [{ x0: 1 }, ...older] : []
}

/**
 * Zhao et al. 2023, algorithms 5 and 6, as diffusers has them: the last steps are of lower order, and
 * the corrector does not evaluate the network again. History 0 is what is known of the corrected x
 * a step ahead, all but the picture yet to be predicted; history 1, 2 are the pictures before.
 * @throws {UserError} where an option is out of range.
 */
export function unipc(
  schedule: Schedule,
  {
    order = 2,
    solver = 'bh2',
    sigmas = 'schedule',
    finalSigma = 'zero',
    ...others
  }: UnipcOptions = {},
): Sampler {
  checkChoice('order', order, [1, 2, 3])
  checkChoice('solver', solver, ['bh1', 'bh2'])
  const options = resolveOptions(schedule, others)
  const levels = intervalLevels(schedule, { ...options, sigmas, finalSigma })
  const steps = levels.length - 1
  let corrected: Corrected = { known: 0, x: 1, x0: 0 }
  const rows: SamplerRow[] = []
  for (let i = 0; i < steps; i++) {
    const { t, signal, spread } = levels[i]
    const now = Math.min(order, steps - i, i + 1)
    const next = apply(weightsOf('predictor', levels, i, now, solver), corrected, order)
    const last = i === steps - 1
    const correction = last ? undefined : weightsOf('corrector', levels, i, now, solver)
    const known = correction ? apply(correction, corrected, order) : {}
    rows.push({ t, signal, spread, ...next, keep: [known, ...pictures(order)] })
    corrected = { known: 1, x: 0, x0: correction?.next ?? 0 }
  }
  return samplerOf(schedule, { name: 'unipc', rows }, options)
}
