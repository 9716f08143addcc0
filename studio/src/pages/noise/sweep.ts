/** t going to and fro by itself, so that the page is not still when one comes. */

import { schedule, t } from './state.ts'

/** Milliseconds from the image to the noise. */
const WAY = 9000

/**
 * @param onTaken called when a hand takes hold of t, which ends it
 * @returns what stops it
 */
export function sweep(onTaken: () => void): () => void {
  const last = schedule.value.timesteps - 1
  // begins where t is, towards the noise
  const begin = performance.now() - (t.value / last) * WAY
  let own = t.value
  let frame = requestAnimationFrame(function move(now) {
    if (t.value !== own) {
      onTaken()
      return
    }
    const way = Math.max(0, (now - begin) / WAY) % 2
    own = Math.round((way < 1 ? way : 2 - way) * last)
    t.value = own
    frame = requestAnimationFrame(move)
  })
  return () => cancelAnimationFrame(frame)
}
