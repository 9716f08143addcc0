/** Measuring steps: how often, and which numbers stand for the many. */

import type { Profile } from '../../engine/profile.ts'
import { breathe } from '../breathe.ts'

export interface Times {
  /** Milliseconds per step, one for each round. */
  readonly rounds: readonly number[]
  readonly min: number
  readonly median: number
}

/** Kernels run their first steps unoptimised: so long, and at least so many steps, do not count. */
const WARM_UP = { milliseconds: 500, steps: 3 }
/** Shorter rounds measure the clock and the scheduler. */
const SHORTEST_ROUND = 50

/** Of at least one value; of two in the middle, their mean. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2
}

/** Milliseconds of so many steps, per step. */
async function timed(step: () => Promise<void>, steps: number): Promise<number> {
  const start = performance.now()
  for (let i = 0; i < steps; i++) await step()
  return (performance.now() - start) / steps
}

/** Lets a request to stop have its turn. @throws its reason where there is one */
async function goOn(signal: AbortSignal | undefined): Promise<void> {
  await breathe()
  signal?.throwIfAborted()
}

/** @returns about how long a step takes */
async function warmupSteps(
  run: () => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<number> {
  const start = performance.now()
  let last = 0
  for (let step = 0; step < WARM_UP.steps || performance.now() - start < WARM_UP.milliseconds; ) {
    await goOn(signal)
    last = await timed(run, 1)
    step++
  }
  return last
}

/** The profile of the fastest run, as it is: parts of different runs do not add up to one. */
export function fastestProfile(profiles: readonly Profile[]): Profile {
  return profiles.reduce((best, next) => (next.milliseconds < best.milliseconds ? next : best))
}

export interface Measured {
  readonly times: Times
  readonly profile: Profile | undefined
}

/**
 * Times steps after a warm-up, in rounds; a round of short steps has several and counts their mean.
 * @param profiled a step with a clock, run once in each round, so that both meet the same machine
 * @param onRound called before each round with its number, from 1
 * @throws the signal's reason where it is aborted, between two rounds
 */
export async function measure(
  step: () => Promise<void>,
  profiled: (() => Promise<Profile>) | undefined,
  rounds: number,
  onRound: (round: number) => void,
  signal?: AbortSignal,
): Promise<Measured> {
  const steps = Math.max(1, Math.ceil(SHORTEST_ROUND / (await warmupSteps(step, signal))))
  const times: number[] = []
  const profiles: Profile[] = []
  for (let round = 1; round <= rounds; round++) {
    onRound(round)
    await goOn(signal)
    times.push(await timed(step, steps))
    if (profiled) profiles.push(await profiled())
  }
  return {
    times: { rounds: times, min: Math.min(...times), median: medianOf(times) },
    profile: profiled && fastestProfile(profiles),
  }
}
