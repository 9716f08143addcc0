/** What the noise page shows: the image, the timestep, the schedules, and what the network says. */

import { batch, computed, effect, signal } from '@preact/signals'
import { initialNoise } from '../../../../src/diffusion/initial-noise.ts'
import {
  addNoise,
  buildSchedule,
  type ScheduleName,
  scheduleFromConfig,
} from '../../../../src/diffusion/schedules.ts'
import { ask, type ComputeError } from '../../compute/client.ts'
import type { Images, ModelInfo, Prediction } from '../../compute/protocol.ts'
import { bytesOf, imageAt, valuesOf } from '../../compute/values.ts'
import { askedClass } from '../../parts/asked-class.ts'
import { kindFor, tenExamples } from '../../parts/examples.ts'
import { fits } from '../../parts/placed.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { chosenModel } from '../../shell/models.ts'
import { sameLevel } from './levels.ts'

const TIMESTEPS = 1000
/** Until a model says which it knows. */
const USUAL: ModelInfo['imageShape'] = [28, 28, 1]
const FIRST = 3

/** Ten built-in images, like those that the model has learnt from. */
export const examples = signal<Images | undefined>(undefined)
export const hand = signal(0)
/** The number of the example that is chosen, or the visitor's own image. */
export const chosen = signal<number | 'own'>(FIRST)
export const own = signal<Images | undefined>(undefined)

export const t = signal(250)
export const noiseSeed = signal(0)
export const scheduleName = signal<ScheduleName>('cosine')
export const comparedName = signal<ScheduleName | 'none'>('linear')
const model = computed(() => chosenModel.value.info)
/** What the network takes: its own size and channels. */
export const imageShape = computed(() => model.value?.imageShape ?? USUAL)
const learnt = computed(() => model.value ?? { imageShape: USUAL })
export const kind = computed(() => kindFor(learnt.value))
interface Predicted extends Prediction {
  readonly t: number
  /** The number of the model that predicted. */
  readonly model: number
}
const latest = signal<Predicted | undefined>(undefined)
/** What the chosen model has predicted last, and at which t: another than `t` while it predicts again. */
export const predicted = computed(() =>
  latest.value?.model === model.value?.id ? latest.value : undefined,
)
/** Why it has none. */
export const trouble = signal<ComputeError | undefined>(undefined)
/** The schedule that the network was trained with. */
export const trainedWith = computed(() => model.value?.schedule.name)

export const schedule = computed(() => buildSchedule(scheduleName.value, { timesteps: TIMESTEPS }))
export const compared = computed(() =>
  comparedName.value === 'none'
    ? undefined
    : buildSchedule(comparedName.value, { timesteps: TIMESTEPS }),
)

export const image = computed(() => {
  const isOwn = chosen.value === 'own'
  if (isOwn && own.value && fits(own.value, imageShape.value)) return own.value
  const number = chosen.value === 'own' ? FIRST : chosen.value
  const all = examples.value
  return all && fits(all, imageShape.value) ? imageAt(all, number) : undefined
})

/** x_t, made here, so that it follows the slider at once. */
export const noised = computed(() => {
  if (!image.value) return undefined
  const { shape, data } = valuesOf(image.value)
  const noise = initialNoise(shape, noiseSeed.value, 0)
  return bytesOf({ shape, data: addNoise(schedule.value, data, t.value, noise) })
})

/** Examples as the number of a handwriting has them. */
async function drawExamples(of: typeof learnt.value, number: number): Promise<void> {
  const drawn = await tenExamples(of, number)
  if (number === hand.value && of === learnt.value) examples.value = drawn
}

let predicting = false

/** Of any class where the model can; else of the chosen example's number, or of its first class. */
function labelFor(info: ModelInfo): { readonly label?: number } {
  const number = typeof chosen.peek() === 'number' ? (chosen.peek() as number) : undefined
  const label = info.anyClass ? undefined : askedClass(info, number)
  return label === undefined ? {} : { label }
}

/** Asks the network; while it computes, only the last question is remembered. */
async function predictAgain(): Promise<void> {
  if (predicting || !model.value || !image.value) return
  predicting = true
  const asked = [image.value, t.value, noiseSeed.value, schedule.value, model.value] as const
  const [shown, at, seed, by, info] = asked
  const level = sameLevel(by.alphaBars[at], scheduleFromConfig(info.schedule))
  const input = { model: info.id, image: shown, t: level, seed, ...labelFor(info) }
  try {
    latest.value = { ...(await ask('predict', input)), t: at, model: info.id }
    trouble.value = undefined
  } catch (error) {
    latest.value = undefined
    trouble.value = troubleToShow(error)
  } finally {
    predicting = false
  }
  const now = [image.value, t.value, noiseSeed.value, schedule.value, model.value]
  if (now.some((value, i) => value !== asked[i])) void predictAgain()
}

/** Follows what is chosen, as long as the page is shown. */
export function follow(): () => void {
  const writing = effect(() => {
    void drawExamples(learnt.value, hand.value)
  })
  const asking = effect(() => {
    void [image.value, t.value, noiseSeed.value, schedule.value, model.value]
    void predictAgain()
  })
  return () => batch(() => [writing(), asking()])
}
