/**
 * Side by side on this machine: every contender takes its turn, round after round, so that a slow
 * minute of the machine is slow for all.
 */

import type { Contender } from '../contenders/contender.ts'

/** A contender and what it does in a round. */
export interface Turn {
  readonly contender: Pick<Contender, 'run'>
  readonly steps: number
}

/** Compilers and caches settle. */
const WARM_UP = 2

/** Lets threads of the one before stop spinning. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 60))

/** Milliseconds per step of each turn in each round: `[turn][round]`. */
export async function interleave(turns: readonly Turn[], rounds: number): Promise<number[][]> {
  const times = turns.map((): number[] => [])
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [i, { contender, steps }] of turns.entries()) {
      await pause()
      const ms = await contender.run(steps)
      if (round >= 0) times[i].push(ms)
    }
  }
  return times
}
