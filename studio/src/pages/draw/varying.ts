/**
 * What the model makes of the sheet: asked again after every change, the question before cancelled.
 * While a stroke is under way it is asked as often as it can answer.
 */

import { batch, computed, effect, signal } from '@preact/signals'
import { type ComputeError, start, type Task } from '../../compute/client.ts'
import type { Calls, Images, Sampled, SamplingProgress } from '../../compute/protocol.ts'
import { askedClass, type ChosenClass } from '../../parts/asked-class.ts'
import { anyInvalid } from '../../parts/invalid-fields.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { chosenModel } from '../../shell/models.ts'
import { isBlank, isUnmarked, mode, sheet, underWay } from './sheet.ts'

export const COUNT = 6
/** After a change, in milliseconds: sliders change many times in a row. */
const PAUSE = 80

export const strength = signal(0.6)
export const seed = signal(0)
export const label = signal<ChosenClass>(undefined)
/** Of a class that is chosen: at 1 a drawing seldom becomes what it does not look like. */
export const guidance = signal(2)

export const results = signal<Images | undefined>(undefined)
export const progress = signal(0)
export const running = signal(false)
export const cost = signal<Omit<Sampled, 'images'> | undefined>(undefined)
export const trouble = signal<ComputeError | undefined>(undefined)

type Request = Calls['vary']['input']

/** What is missing on the sheet, if anything. */
export const missing = computed((): 'drawing' | 'mask' | undefined => {
  if (mode.value === 'inpaint') return isUnmarked.value ? 'mask' : undefined
  return isBlank.value ? 'drawing' : undefined
})

const request = computed((): Request | undefined => {
  const model = chosenModel.value.info
  const drawn = sheet.value
  if (!model || !drawn || missing.value || anyInvalid.value) return undefined
  const of = askedClass(model, label.value)
  return {
    ...{ model: model.id, image: drawn.image, count: COUNT, seed: seed.value },
    ...{ strength: strength.value, ...(mode.value === 'inpaint' && { mask: drawn.mask }) },
    ...(of !== undefined && {
      classes: [of],
      guidance: model.anyClass ? guidance.value : 1,
    }),
  }
})

let task: Task<Sampled> | undefined

export function stop(): void {
  task?.cancel()
  task = undefined
  running.value = false
}

function showWhole(images: Images, took: Omit<Sampled, 'images'>): void {
  batch(() => {
    results.value = images
    cost.value = took
  })
}

/** @param show what to do with the intermediate states */
async function varyNow(asked: Request, show: (progress: SamplingProgress) => void): Promise<void> {
  stop()
  running.value = true
  trouble.value = undefined
  const mine = start('vary', asked, (progress) => task === mine && show(progress))
  task = mine
  try {
    const { images, ...took } = await mine.result
    if (task === mine) showWhole(images, took)
  } catch (error) {
    if (task === mine) trouble.value = troubleToShow(error)
  } finally {
    if (task === mine) running.value = false
  }
}

function showOnTheWay({ step, steps, images }: SamplingProgress): void {
  batch(() => {
    progress.value = step / steps
    results.value = images
  })
}

/** Of a stroke that continues meanwhile, the last state that nobody has answered. */
let unanswered: Request | undefined
let answering = false

/** Shows results only: noise would flicker under the visitor's hand. */
async function keepUp(asked: Request): Promise<void> {
  unanswered = asked
  if (answering) return
  answering = true
  while (unanswered) {
    const next: Request = unanswered
    unanswered = undefined
    await varyNow(next, () => {})
  }
  answering = false
}

let answered: Request | undefined

/** What is shown is of a question before. */
function outdate(asked: Request | undefined): void {
  stop()
  answered = asked
  cost.value = undefined
  progress.value = 0
  running.value = asked !== undefined
  if (missing.peek()) results.value = undefined
}

/** Again, with nothing changed. */
export function again(): void {
  cost.value = undefined
  if (answered) void varyNow(answered, showOnTheWay)
}

/** As long as the page is shown. */
export function follow(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = effect(() => {
    const [asked, drawing] = [request.value, underWay.value]
    clearTimeout(timer)
    if (asked && drawing) {
      void keepUp(asked)
      return
    }
    unanswered = undefined
    if (asked && asked === answered && cost.peek()) return
    outdate(asked)
    if (asked) timer = setTimeout(again, PAUSE)
  })
  return () => {
    end()
    clearTimeout(timer)
    stop()
  }
}
