/** UniPC: a multistep predictor whose every step is corrected once the next image is known. */

import { choice } from '../../base/option-specs.ts'
import { defineSampler } from './definition.ts'
import { finalSigmaOption, intervalLevels, type Level, sigmasOption } from './levels.ts'
import type { Combination, SamplerRow } from './sampler.ts'

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
  /** Of the predicted images at this level, the one before, and the one before that. */
  readonly images: readonly number[]
  /** Of the image at the next level. */
  readonly next: number
}

/** Whether the step uses the image that the next level will turn out to have. */
type Role = 'predictor' | 'corrector'

function nodeWeights(role: Role, nodes: readonly number[], h: number, b: number): number[] {
  const order = nodes.length + 1
  const right = moments(h, b, order)
  if (role === 'corrector') return order === 1 ? [0.5] : weigh([...nodes, 1], right)
  if (order === 2) return [0.5] // as the authors' code and diffusers have it
  return order === 1 ? [] : weigh(nodes, right.slice(0, -1))
}

/** The step from levels[i] to levels[i + 1] over `order` images, or one more when correcting. */
function weightsOf(role: Role, levels: readonly Level[], i: number, order: number, solver: Solver) {
  const [level, next] = [levels[i], levels[i + 1]]
  const h = next.lambda - level.lambda
  const growth = Math.expm1(-h)
  const b = solver === 'bh1' ? -h : growth
  const nodes = Array.from({ length: order - 1 }, (_, k) => {
    return (levels[i - k - 1].lambda - level.lambda) / h
  })
  const scale = -next.alpha * b
  const rhos = nodeWeights(role, nodes, h, b)
  const slopes = nodes.map((node, k) => (scale * rhos[k]) / node)
  const ahead = role === 'corrector' ? scale * rhos[rhos.length - 1] : 0
  const here = slopes.reduce((sum, slope) => sum - slope, -next.alpha * growth - ahead)
  const weights: Weights = {
    x: next.sigma / level.sigma,
    images: [here, ...slopes],
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

/** Weights applied to the corrected x and the images: x0, then history 1, 2. */
function apply({ x, images }: Weights, corrected: Corrected, size: number): Combination {
  const history = Array<number>(size).fill(0)
  history[0] = x * corrected.known
  images.slice(1).forEach((weight, k) => {
    history[k + 1] += weight
  })
  return { x: x * corrected.x, x0: x * corrected.x0 + images[0], history }
}

/** Kept besides the known part of the next corrected x: the last order - 1 images. */
function images(order: number): Combination[] {
  const older = Array.from({ length: order - 2 }, (_, k) => {
    return { history: Array.from({ length: order }, (_, c) => Number(c === k + 1)) }
  })
  return order > 1 ? [{ x0: 1 }, ...older] : []
}

/**
 * As diffusers has it: the last steps are of lower order, and the corrector does not evaluate the
 * network again. History 0 is what is known of the corrected x a step ahead, all but the image yet to
 * be predicted; history 1, 2 are the images before.
 */
export const unipc = defineSampler({
  name: 'unipc',
  help: 'each step corrected by the next; the best at 10 steps',
  source: 'Zhao et al. 2023, algorithms 5 and 6',
  ...{ stochastic: false, multistep: true, order: 2, evaluations: 1, steps: 10 },
  options: {
    sigmas: sigmasOption,
    solver: choice(['bh1', 'bh2'], { default: 'bh2', help: 'B(h) = h (bh1) or e^h - 1 (bh2)' }),
    order: choice([1, 2, 3], {
      default: 2,
      help: 'of the predictor, reached after as many steps',
    }),
    finalSigma: finalSigmaOption,
  },
  build: (schedule, { order, solver, ...options }) => {
    const levels = intervalLevels(schedule, options)
    const steps = levels.length - 1
    let corrected: Corrected = { known: 0, x: 1, x0: 0 }
    const rows: SamplerRow[] = []
    for (let i = 0; i < steps; i++) {
      const { t, alpha, sigma } = levels[i]
      const now = Math.min(order, steps - i, i + 1)
      const next = apply(weightsOf('predictor', levels, i, now, solver), corrected, order)
      const last = i === steps - 1
      const correction = last ? undefined : weightsOf('corrector', levels, i, now, solver)
      const known = correction ? apply(correction, corrected, order) : {}
      rows.push({ t, alpha, sigma, ...next, keep: [known, ...images(order)] })
      corrected = { known: 1, x: 0, x0: correction?.next ?? 0 }
    }
    return { rows }
  },
})
