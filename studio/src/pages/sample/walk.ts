/** The way of one picture, station by station, to be walked back and forth. */

import { effect, signal } from '@preact/signals'
import { type AtelierError, start, type Task } from '../../atelier/client.ts'
import type { Station } from '../../atelier/protocol.ts'
import { wantsLessMotion } from '../../parts/less-motion.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { courses, shown } from './sampling.ts'

/** A picture of one of the ways shown. */
export interface Picked {
  readonly way: number
  readonly index: number
}

export const picked = signal<Picked | undefined>(undefined)
export const stations = signal<readonly Station[]>([])
/** The station that is shown. */
export const at = signal(0)
export const playing = signal(false)
/** How far the walk has been computed, from 0 to 1. */
export const share = signal(0)
export const trouble = signal<AtelierError | undefined>(undefined)

/** Milliseconds from noise to picture. */
const WALK = 4000

let task: Task<readonly Station[]> | undefined

export function leave(): void {
  task?.cancel()
  picked.value = undefined
  playing.value = false
  stations.value = []
  trouble.value = undefined
}

// other pictures have come: the way was of one that is gone
effect(() => {
  void shown.value
  leave()
})

/** Asks for the way of a picture, and plays it once unless the visitor wants less motion. */
export async function follow({ way, index }: Picked): Promise<void> {
  leave()
  const asked = shown.peek()
  if (!asked) return
  picked.value = { way, index }
  share.value = 0
  const { model, conditions } = asked
  const input = { model: model.id, index, ...courses.peek()[way].way, ...conditions }
  const mine = start('trajectory', input, ({ step, steps }) => {
    share.value = step / steps
  })
  task = mine
  try {
    const found = await mine.result
    if (task !== mine) return
    stations.value = found
    const still = wantsLessMotion()
    at.value = still ? found.length - 1 : 0
    playing.value = !still
  } catch (error) {
    if (task === mine) trouble.value = troubleToShow(error)
  }
}

/** From the beginning, where the end has been reached. */
export function togglePlay(): void {
  if (!playing.value && at.value === stations.value.length - 1) at.value = 0
  playing.value = !playing.value
}

// one station after the other, as long as it plays
effect(() => {
  if (!playing.value) return undefined
  const last = stations.value.length - 1
  const timer = setInterval(
    () => {
      if (at.peek() < last) at.value++
      else playing.value = false
    },
    Math.max(50, WALK / Math.max(1, last)),
  )
  return () => clearInterval(timer)
})
