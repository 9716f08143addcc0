/** What the noise page shows: the picture, the timestep, the schedules, and what the network says. */

import { batch, computed, effect, signal } from '@preact/signals'
import {
  addNoise,
  buildSchedule,
  initialNoise,
  type ScheduleName,
  scheduleByName,
} from '../../../../src/browser.ts'
import { ask } from '../../atelier/client.ts'
import type { Look, Pictures } from '../../atelier/protocol.ts'
import { bytesOf, pictureAt, valuesOf } from '../../atelier/values.ts'
import { tenDigits } from '../../parts/ten-digits.ts'
import { chosenModel } from '../../shell/models.ts'
import { sameLevel } from './levels.ts'

const TIMESTEPS = 1000

/** Ten digits of one handwriting. */
export const digits = signal<Pictures | undefined>(undefined)
export const hand = signal(0)
/** The digit that is chosen, or the visitor's own picture. */
export const chosen = signal<number | 'own'>(3)
export const own = signal<Pictures | undefined>(undefined)

export const t = signal(250)
export const noiseSeed = signal(0)
export const scheduleName = signal<ScheduleName>('cosine')
export const comparedName = signal<ScheduleName | 'none'>('linear')
const model = computed(() => chosenModel.value.info)
/** The network's last word; of another picture or t while a new one is under way. */
export const seen = signal<Look | undefined>(undefined)

export const schedule = computed(() => scheduleByName(scheduleName.value, TIMESTEPS))
export const compared = computed(() =>
  comparedName.value === 'none' ? undefined : scheduleByName(comparedName.value, TIMESTEPS),
)

export const picture = computed(() => {
  if (chosen.value === 'own') return own.value
  return digits.value && pictureAt(digits.value, chosen.value)
})

/** x_t, made here, so that it follows the slider at once. */
export const noised = computed(() => {
  if (!picture.value) return undefined
  const { shape, data } = valuesOf(picture.value)
  const noise = initialNoise(shape, noiseSeed.value, 0)
  return bytesOf({ shape, data: addNoise(schedule.value, data, t.value, noise) })
})

/** Ten digits as the number of a handwriting writes them. */
async function writeDigits(): Promise<void> {
  digits.value = await tenDigits(hand.value)
}

let looking = false

/** Asks the network; while it thinks, only the last wish is remembered. */
async function lookAgain(): Promise<void> {
  if (looking || !model.value || !picture.value) return
  looking = true
  const wish = [picture.value, t.value, noiseSeed.value, schedule.value, model.value] as const
  const [shown, at, seed, by, { id, schedule: config }] = wish
  const level = sameLevel(by.alphaBars[at], buildSchedule(config))
  try {
    seen.value = await ask('look', { model: id, picture: shown, t: level, seed })
  } catch {
    seen.value = undefined // the models' own notice says why, and how to go on
  } finally {
    looking = false
  }
  const now = [picture.value, t.value, noiseSeed.value, schedule.value, model.value]
  if (now.some((value, i) => value !== wish[i])) void lookAgain()
}

/** Follows what is chosen, as long as the page is shown. */
export function follow(): () => void {
  const writing = effect(() => {
    void hand.value
    void writeDigits()
  })
  const asking = effect(() => {
    void [picture.value, t.value, noiseSeed.value, schedule.value, model.value]
    void lookAgain()
  })
  return () => batch(() => [writing(), asking()])
}
