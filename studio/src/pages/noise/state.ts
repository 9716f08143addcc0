/** What the noise page shows: the picture, the timestep, the schedules, and what the network says. */

import { batch, computed, effect, signal } from '@preact/signals'
import {
  addNoise,
  buildSchedule,
  initialNoise,
  type ScheduleName,
  scheduleByName,
} from '../../../../src/browser.ts'
import { type AtelierError, ask } from '../../atelier/client.ts'
import type { Look, ModelInfo, Pictures } from '../../atelier/protocol.ts'
import { bytesOf, pictureAt, valuesOf } from '../../atelier/values.ts'
import { fits, placed, squareIn } from '../../parts/placed.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { tenDigits } from '../../parts/ten-digits.ts'
import { chosenModel } from '../../shell/models.ts'
import { sameLevel } from './levels.ts'

const TIMESTEPS = 1000
/** Until a model says which it knows. */
const USUAL: ModelInfo['imageShape'] = [28, 28, 1]
const FIRST = 3

/** Ten digits of one handwriting, as large as the model's pictures. */
export const digits = signal<Pictures | undefined>(undefined)
export const hand = signal(0)
/** The digit that is chosen, or the visitor's own picture. */
export const chosen = signal<number | 'own'>(FIRST)
export const own = signal<Pictures | undefined>(undefined)

export const t = signal(250)
export const noiseSeed = signal(0)
export const scheduleName = signal<ScheduleName>('cosine')
export const comparedName = signal<ScheduleName | 'none'>('linear')
const model = computed(() => chosenModel.value.info)
/** What the network takes: its own size and channels. */
export const imageShape = computed(() => model.value?.imageShape ?? USUAL)
/** What the network has seen last, and at which t: another than `t` while it looks again. */
export const seen = signal<(Look & { readonly t: number }) | undefined>(undefined)
/** Why it has none. */
export const trouble = signal<AtelierError | undefined>(undefined)
/** The schedule that the network was trained with. */
export const trainedWith = computed(() => model.value?.schedule.name)

export const schedule = computed(() => scheduleByName(scheduleName.value, TIMESTEPS))
export const compared = computed(() =>
  comparedName.value === 'none' ? undefined : scheduleByName(comparedName.value, TIMESTEPS),
)

export const picture = computed(() => {
  const isOwn = chosen.value === 'own'
  if (isOwn && own.value && fits(own.value, imageShape.value)) return own.value
  const digit = chosen.value === 'own' ? FIRST : chosen.value
  return digits.value && placed(pictureAt(digits.value, digit), imageShape.value)
})

/** x_t, made here, so that it follows the slider at once. */
export const noised = computed(() => {
  if (!picture.value) return undefined
  const { shape, data } = valuesOf(picture.value)
  const noise = initialNoise(shape, noiseSeed.value, 0)
  return bytesOf({ shape, data: addNoise(schedule.value, data, t.value, noise) })
})

/** Ten digits as the number of a handwriting writes them. */
async function writeDigits(number: number, size: number): Promise<void> {
  const written = await tenDigits(number, size)
  if (number === hand.value && size === squareIn(imageShape.value)) digits.value = written
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
    seen.value = { ...(await ask('look', { model: id, picture: shown, t: level, seed })), t: at }
    trouble.value = undefined
  } catch (error) {
    seen.value = undefined
    trouble.value = troubleToShow(error)
  } finally {
    looking = false
  }
  const now = [picture.value, t.value, noiseSeed.value, schedule.value, model.value]
  if (now.some((value, i) => value !== wish[i])) void lookAgain()
}

/** Follows what is chosen, as long as the page is shown. */
export function follow(): () => void {
  const writing = effect(() => {
    void writeDigits(hand.value, squareIn(imageShape.value))
  })
  const asking = effect(() => {
    void [picture.value, t.value, noiseSeed.value, schedule.value, model.value]
    void lookAgain()
  })
  return () => batch(() => [writing(), asking()])
}
