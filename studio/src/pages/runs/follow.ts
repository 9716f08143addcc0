/** Follows the server's runs while the page is visible, and finds it again where it was lost. */

import { effect, signal } from '@preact/signals'
import type { RunDetail, RunEvents } from '../../../../src/runs/protocol.ts'
import { extended } from './extended.ts'
import { askForRun, askForRuns, eventsAddress, NoAnswer } from './host.ts'
import { detailOf, followedNames, takeAll, takeDetail, takeGone, takeRun } from './runs.ts'

/** `none`: the page comes from a host that knows no runs. */
export const host = signal<'asking' | 'none' | 'there' | 'lost'>('asking')

const AGAIN_MS = 3000
/** More points than the server would send: asked again, it sends fewer. */
const MOST_POINTS = 4000

/** Answers on their way, by run: where one is asked for again, the earlier answer is void. */
const asked = new Map<string, number>()

async function load(name: string): Promise<void> {
  const turn = (asked.get(name) ?? 0) + 1
  asked.set(name, turn)
  try {
    const detail = await askForRun(name)
    if (detail && asked.get(name) === turn) takeDetail(name, detail)
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error // the events show whether the host is lost
  }
}

function takeMetrics(metrics: RunEvents['metrics']): void {
  const { name, replaced } = metrics
  const detail = detailOf(name)
  if (!detail) return // not selected, or still loading
  const longer: RunDetail | undefined = replaced ? undefined : extended(detail, metrics)
  if (longer) takeDetail(name, longer)
  if (!longer || longer.steps.length > MOST_POINTS) void load(name)
}

const takers: { readonly [Name in keyof RunEvents]: (data: RunEvents[Name]) => void } = {
  runs(all) {
    takeAll(all)
    for (const name of followedNames.value) void load(name)
  },
  run: takeRun,
  gone: ({ name }) => takeGone(name),
  metrics: takeMetrics,
}

function listen<Name extends keyof RunEvents>(events: EventSource, name: Name): void {
  events.addEventListener(name, ({ data }) => takers[name](JSON.parse(data)))
}

/** One connection, and after it the next. A page that nobody sees has none: a browser has but few. */
class Following {
  #events: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #over = false
  readonly #look = () => {
    this.#close()
    if (!document.hidden && !this.#over) void this.#begin()
  }

  constructor() {
    document.addEventListener('visibilitychange', this.#look)
    this.#look()
  }

  end(): void {
    this.#over = true
    document.removeEventListener('visibilitychange', this.#look)
    this.#close()
  }

  async #begin(): Promise<void> {
    try {
      const all = await askForRuns()
      host.value = all ? 'there' : 'none'
      if (!all) return
      takeAll(all)
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error
      this.#tryAgain()
      return
    }
    if (!this.#over && !document.hidden) this.#listen()
  }

  #listen(): void {
    this.#close()
    const events = new EventSource(eventsAddress)
    this.#events = events
    for (const name of Object.keys(takers) as (keyof RunEvents)[]) listen(events, name)
    events.addEventListener('open', () => {
      host.value = 'there'
    })
    events.addEventListener('error', () => {
      host.value = 'lost'
      // otherwise the browser itself tries again
      if (events.readyState === EventSource.CLOSED) this.#tryAgain()
    })
  }

  #tryAgain(): void {
    host.value = 'lost'
    this.#close()
    if (!this.#over) this.#timer = setTimeout(this.#look, AGAIN_MS)
  }

  #close(): void {
    clearTimeout(this.#timer)
    this.#events?.close()
    this.#events = undefined
  }
}

/** @returns how to stop */
export function follow(): () => void {
  const following = new Following()
  const stopLoading = effect(() => {
    for (const name of followedNames.value) {
      if (!detailOf(name) && !asked.has(name)) void load(name)
    }
    for (const name of asked.keys()) if (!followedNames.value.includes(name)) asked.delete(name)
  })
  return () => {
    stopLoading()
    asked.clear()
    following.end()
  }
}
