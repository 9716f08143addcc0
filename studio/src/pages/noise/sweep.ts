/** t going to and fro by itself, so that the page is not still when one comes. */

import { schedule, t } from './state.ts'

/** Milliseconds from the picture to the noise. */
const WAY = 9000

/** Not where the visitor has asked for less motion. */
export const stillWanted = () => !matchMedia('(prefers-reduced-motion: reduce)').matches

/** @returns what stops it */
export function sweep(): () => void {
  const last = schedule.value.timesteps - 1
  // begins where t is, on the way to the noise
  const begin = performance.now() - (t.value / last) * WAY
  let frame = requestAnimationFrame(function move(now) {
    const way = Math.max(0, (now - begin) / WAY) % 2
    t.value = Math.round((way < 1 ? way : 2 - way) * last)
    frame = requestAnimationFrame(move)
  })
  return () => cancelAnimationFrame(frame)
}
