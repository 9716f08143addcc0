/** The order in which an epoch visits a dataset: a function of (seed, epoch), with no state. */

import { RandomStream, streams } from '../engine/random.ts'

/**
 * A permutation of 0 .. count - 1, each equally likely (Fisher and Yates, in Durstenfeld's form).
 * @param epoch counted from 0
 */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  const random = new RandomStream(seed, streams.shuffle, 0, epoch)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.nextInt(i + 1)
    const kept = order[i]
    order[i] = order[j]
    order[j] = kept
  }
  return order
}
