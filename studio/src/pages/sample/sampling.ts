/** Sampling for the page: one way after the other, each with all that was seen of it. */

import { batch, effect, signal } from '@preact/signals'
import { type AtelierError, start, type Task } from '../../atelier/client.ts'
import type { Pictures, Sampled } from '../../atelier/protocol.ts'
import { nextSeed } from '../../parts/seeds.ts'
import { troubleToShow } from '../../parts/task-trouble.tsx'
import { type Request, request, seed } from './state.ts'
import type { Way } from './ways.ts'

/** What came of a way, so far. */
export interface Course {
  readonly way: Way
  readonly step: number
  readonly steps: number
  /** From noise to the pictures. */
  readonly frames: readonly Pictures[]
  /** When it is done. */
  readonly cost?: Omit<Sampled, 'pictures'>
}

/** What the shown courses were asked as. */
export const shown = signal<Request | undefined>(undefined)
export const courses = signal<readonly Course[]>([])
export const running = signal(false)
export const trouble = signal<AtelierError | undefined>(undefined)
/** When the way under way began. */
export const begun = signal(0)
/** Which of the states is looked at, as a share of all; the last where it is not given. */
export const moment = signal<number | undefined>(undefined)

/** After a change of a control, before it is answered, in milliseconds. */
const PAUSE = 250

let task: Task<Sampled> | undefined
/** What is going to answer a change of a control. */
let timer: ReturnType<typeof setTimeout> | undefined

function put(index: number, course: Course): void {
  courses.value = [...courses.value.slice(0, index), course]
}

async function runWay(asked: Request, index: number): Promise<void> {
  const { model, count, ways, conditions } = asked
  const way = ways[index]
  const frames: Pictures[] = []
  begun.value = performance.now()
  const input = { model: model.id, count, ...way, ...conditions }
  const mine = start('sample', input, ({ step, steps, pictures }) => {
    if (task !== mine) return
    frames.push(pictures)
    batch(() => {
      // what is shown of the request before stays until there is something to show
      if (index === 0 && step === 0) shown.value = asked
      put(index, { way, step, steps, frames: [...frames] })
    })
  })
  task = mine
  const { pictures, ...cost } = await mine.result
  if (task !== mine) return
  const { steps } = courses.value[index]
  put(index, { way, step: steps, steps, frames: [...frames, pictures], cost })
}

let rounds = 0

export async function sampleNow(asked: Request): Promise<void> {
  stop()
  const round = ++rounds
  running.value = true
  trouble.value = undefined
  moment.value = undefined
  try {
    for (let i = 0; i < asked.ways.length && round === rounds; i++) await runWay(asked, i)
  } catch (error) {
    if (round === rounds) trouble.value = troubleToShow(error)
  } finally {
    if (round === rounds) running.value = false
  }
}

export function stop(): void {
  clearTimeout(timer)
  rounds++
  task?.cancel()
  task = undefined
  running.value = false
}

const isWhole = ({ ways }: Request) =>
  courses.peek().filter(({ cost }) => cost).length === ways.length

/** Makes pictures by the next seed; by the same one, where its pictures were stopped or failed. */
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
    if (!asked) return
    if (asked === shown.peek() && isWhole(asked)) return
    timer = setTimeout(() => void sampleNow(asked), shown.peek() ? PAUSE : 0)
  })
  return () => {
    end()
    stop()
  }
}
