/** What the model makes of the sheet: asked again after every change, the question before cancelled. */

import { computed, effect, signal } from '@preact/signals'
import { type AtelierError, start, type Task } from '../../atelier/client.ts'
import type { Calls, Pictures, Sampled } from '../../atelier/protocol.ts'
import type { ChosenClass } from '../../parts/class-fields.tsx'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { chosenModel } from '../../shell/models.ts'
import { isBlank, isUnmarked, mode, settled } from './sheet.ts'

export const COUNT = 6
/** After the last stroke, in milliseconds. */
const PAUSE = 200

export const strength = signal(0.7)
export const seed = signal(0)
export const label = signal<ChosenClass>(undefined)
export const guidance = signal(1)

export const results = signal<Pictures | undefined>(undefined)
export const progress = signal(0)
export const running = signal(false)
export const cost = signal<Omit<Sampled, 'pictures'> | undefined>(undefined)
export const trouble = signal<AtelierError | undefined>(undefined)

type Request = Calls['vary']['input']

/** What is missing on the sheet, if anything. */
export const missing = computed((): 'drawing' | 'mask' | undefined => {
  if (mode.value === 'inpaint') return isUnmarked.value ? 'mask' : undefined
  return isBlank.value ? 'drawing' : undefined
})

const request = computed((): Request | undefined => {
  const model = chosenModel.value.info
  const drawn = settled.value
  if (!model || !drawn || missing.value) return undefined
  const of = label.value !== undefined && label.value < model.classes
  return {
    ...{ model: model.id, picture: drawn.picture, count: COUNT, seed: seed.value },
    ...{ strength: strength.value, ...(mode.value === 'inpaint' && { mask: drawn.mask }) },
    ...(of && { classes: [label.value!], guidance: guidance.value }),
  }
})

let task: Task<Sampled> | undefined

export function stop(): void {
  task?.cancel()
  task = undefined
  running.value = false
}

async function varyNow(asked: Request): Promise<void> {
  stop()
  running.value = true
  trouble.value = undefined
  cost.value = undefined
  const mine = start('vary', asked, ({ step, steps, pictures }) => {
    if (task !== mine) return
    progress.value = step / steps
    results.value = pictures
  })
  task = mine
  try {
    const { pictures, ...took } = await mine.result
    if (task !== mine) return
    results.value = pictures
    cost.value = took
  } catch (error) {
    if (task === mine) trouble.value = troubleToShow(error)
  } finally {
    if (task === mine) running.value = false
  }
}

let answered: Request | undefined

/** As long as the page is shown. */
export function follow(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = effect(() => {
    const asked = request.value
    clearTimeout(timer)
    if (!asked) stop()
    if (!asked || (asked === answered && cost.peek())) return
    answered = asked
    timer = setTimeout(() => void varyNow(asked), PAUSE)
  })
  return () => {
    end()
    clearTimeout(timer)
    stop()
  }
}
