/** The trajectory of one image, state by state, forwards and backwards. */

import { effect, signal } from '@preact/signals'
import { type ComputeError, start, type Task } from '../../compute/client.ts'
import type { TrajectoryState } from '../../compute/protocol.ts'
import { wantsLessMotion } from '../../parts/less-motion.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { results, shown } from './sampling.ts'

/** An image of one of the methods shown. */
export interface Picked {
  readonly method: number
  readonly index: number
}

export const picked = signal<Picked | undefined>(undefined)
export const states = signal<readonly TrajectoryState[]>([])
/** The state that is shown. */
export const at = signal(0)
export const playing = signal(false)
/** How far the trajectory has been computed, from 0 to 1. */
export const share = signal(0)
export const trouble = signal<ComputeError | undefined>(undefined)

/** Milliseconds from noise to image. */
const PLAY = 4000

let task: Task<readonly TrajectoryState[]> | undefined

export function leave(): void {
  task?.cancel()
  picked.value = undefined
  playing.value = false
  states.value = []
  trouble.value = undefined
}

// other images have come: the trajectory was of one that is gone
effect(() => {
  void shown.value
  leave()
})

/** Asks for the trajectory of an image, and plays it once unless the visitor wants less motion. */
export async function follow({ method, index }: Picked): Promise<void> {
  leave()
  const asked = shown.peek()
  if (!asked) return
  picked.value = { method, index }
  share.value = 0
  const { model, conditions } = asked
  const input = { model: model.id, index, ...results.peek()[method].method, ...conditions }
  const mine = start('trajectory', input, ({ step, steps }) => {
    share.value = step / steps
  })
  task = mine
  try {
    const found = await mine.result
    if (task !== mine) return
    states.value = found
    const still = wantsLessMotion()
    at.value = still ? found.length - 1 : 0
    playing.value = !still
  } catch (error) {
    if (task === mine) trouble.value = troubleToShow(error)
  }
}

/** From the beginning, where the end has been reached. */
export function togglePlay(): void {
  if (!playing.value && at.value === states.value.length - 1) at.value = 0
  playing.value = !playing.value
}

// one state after the other, as long as it plays
effect(() => {
  if (!playing.value) return undefined
  const last = states.value.length - 1
  const timer = setInterval(
    () => {
      if (at.peek() < last) at.value++
      else playing.value = false
    },
    Math.max(50, PLAY / Math.max(1, last)),
  )
  return () => clearInterval(timer)
})
