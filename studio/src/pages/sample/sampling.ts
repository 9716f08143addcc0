/** Sampling for the page: one way after the other, each with all that was seen of it. */

import { batch, computed, effect, signal } from '@preact/signals'
import { type ComputeError, start, type Task } from '../../compute/client.ts'
import type { Images, Sampled } from '../../compute/protocol.ts'
import { nextSeed } from '../../parts/seeds.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import type { Method } from './methods.ts'
import { type Request, request, seed } from './state.ts'

/** What came of a method, so far. */
export interface Result {
  readonly method: Method
  readonly step: number
  readonly steps: number
  /** From noise to the images. */
  readonly frames: readonly Images[]
  /** When it is done. */
  readonly cost?: Omit<Sampled, 'images'>
}

/** What the shown results were asked as. */
export const shown = signal<Request | undefined>(undefined)
export const results = signal<readonly Result[]>([])
export const running = signal(false)
/** Whether a change waits for the next one, before it is answered. */
const pending = signal(false)
/** Whether what is shown is going to change. */
export const busy = computed(() => pending.value || running.value)
export const trouble = signal<ComputeError | undefined>(undefined)
/** When the sampling under way began. */
export const begun = signal(0)
/** Which of the states is shown, as a share of all; the last where it is not given. */
export const moment = signal<number | undefined>(undefined)

/** After a change of a control, before it is answered, in milliseconds. */
const PAUSE = 250

let task: Task<Sampled> | undefined
/** What is going to answer a change of a control. */
let timer: ReturnType<typeof setTimeout> | undefined

function put(index: number, result: Result): void {
  results.value = [...results.value.slice(0, index), result]
}

async function runMethod(asked: Request, index: number): Promise<void> {
  const { model, count, methods, conditions } = asked
  const method = methods[index]
  const frames: Images[] = []
  begun.value = performance.now()
  const input = { model: model.id, count, ...method, ...conditions }
  const mine = start('sample', input, ({ step, steps, images }) => {
    if (task !== mine) return
    frames.push(images)
    batch(() => {
      // what is shown of the request before stays until there is something to show
      if (index === 0 && step === 0) shown.value = asked
      put(index, { method, step, steps, frames: [...frames] })
    })
  })
  task = mine
  const { images, ...cost } = await mine.result
  if (task !== mine) return
  const { steps } = results.value[index]
  put(index, { method, step: steps, steps, frames: [...frames, images], cost })
}

let rounds = 0

export async function sampleNow(asked: Request): Promise<void> {
  stop()
  const round = ++rounds
  running.value = true
  trouble.value = undefined
  moment.value = undefined
  try {
    for (let i = 0; i < asked.methods.length && round === rounds; i++) await runMethod(asked, i)
  } catch (error) {
    if (round === rounds) trouble.value = troubleToShow(error)
  } finally {
    if (round === rounds) running.value = false
  }
}

export function stop(): void {
  clearTimeout(timer)
  pending.value = false
  rounds++
  task?.cancel()
  task = undefined
  running.value = false
}

const isWhole = ({ methods }: Request) =>
  results.peek().filter(({ cost }) => cost).length === methods.length

/** Makes images by the next seed; by the same one, where its images were stopped or failed. */
export async function sampleAgain(): Promise<void> {
  const before = request.value
  if (before && before === shown.value && isWhole(before)) seed.value = nextSeed(seed.value)
  if (request.value) await sampleNow(request.value)
}

/** Samples whenever something is chosen, as long as the page is shown. */
export function follow(): () => void {
  const end = effect(() => {
    const asked = request.value
    clearTimeout(timer)
    pending.value = false
    if (!asked) return
    if (asked === shown.peek() && isWhole(asked)) return
    pending.value = true
    timer = setTimeout(() => void sampleNow(asked), shown.peek() ? PAUSE : 0)
  })
  return () => {
    end()
    stop()
  }
}
