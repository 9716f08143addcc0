/** The runs that the page knows: those of the server's folder and those dropped, and which are selected. */

import { computed, signal } from '@preact/signals'
import type { RunDetail, RunSummary } from '../../../../src/runs/protocol.ts'
import type { ChartColour } from '../../parts/chart/chart-props.ts'
import type { DroppedRun } from './dropped.ts'

/** Curves of so many runs can still be distinguished. */
export const MOST_CHOSEN = 6

const colours: readonly ChartColour[] = ['run1', 'run2', 'run3', 'run4', 'run5', 'run6']
/** So many are selected before the visitor has chosen. */
const FIRST_CHOSEN = 3

/** Where a run's files come from: the server by its name, or the visitor. */
export type RunSource =
  | { readonly kind: 'served' }
  | { readonly kind: 'dropped'; readonly files: ReadonlyMap<string, File> }

export interface Run {
  readonly key: string
  readonly summary: RunSummary
  readonly source: RunSource
}

export interface ChosenRun extends Run {
  readonly colour: ChartColour
  /** Missing until it has come. */
  readonly detail: RunDetail | undefined
}

const servedKey = (name: string) => `served ${name}`

/** Of the folder, in the order of the server; those that come later are before them. */
export const served = signal<readonly RunSummary[]>([])
const dropped = signal<readonly DroppedRun[]>([])
const details = signal<ReadonlyMap<string, RunDetail>>(new Map())
const chosenColours = signal<ReadonlyMap<string, ChartColour>>(new Map())
/** Names of runs that were selected when they went. */
export const gone = signal<readonly string[]>([])
/** Until then new runs are selected as they come. */
let visitorChose = false

export const runs = computed<readonly Run[]>(() => [
  ...dropped.value.map(
    ({ key, summary, files }): Run => ({ key, summary, source: { kind: 'dropped', files } }),
  ),
  ...served.value.map(
    (summary): Run => ({ key: servedKey(summary.name), summary, source: { kind: 'served' } }),
  ),
])

/** Those selected, in the order of the list. */
export const chosenRuns = computed<readonly ChosenRun[]>(() =>
  runs.value.flatMap((run) => {
    const colour = chosenColours.value.get(run.key)
    return colour ? [{ ...run, colour, detail: details.value.get(run.key) }] : []
  }),
)

/** Names of the server's runs that are selected. */
export const followedNames = computed(() =>
  chosenRuns.value.flatMap(({ source, summary }) =>
    source.kind === 'served' ? [summary.name] : [],
  ),
)

export const colourOf = (key: string): ChartColour | undefined => chosenColours.value.get(key)
export const isFull = computed(() => chosenColours.value.size >= MOST_CHOSEN)

/** Selects a run, in the first colour that is free. */
function choose(key: string): void {
  const taken = [...chosenColours.value.values()]
  const free = colours.find((colour) => !taken.includes(colour))
  if (free) chosenColours.value = new Map([...chosenColours.value, [key, free]])
}

const without = <Value>(map: ReadonlyMap<string, Value>, key: string) =>
  new Map([...map].filter(([other]) => other !== key))

function unchoose(key: string): void {
  chosenColours.value = without(chosenColours.value, key)
  details.value = without(details.value, key)
}

/** The visitor selects a run, or deselects it. */
export function toggleRun(key: string): void {
  visitorChose = true
  if (!chosenColours.value.has(key)) {
    choose(key)
    return
  }
  const kept = dropped.value.some((run) => run.key === key)
  if (kept) chosenColours.value = without(chosenColours.value, key)
  else unchoose(key)
}

/** Worth selecting unasked: something has been learnt. */
const isTelling = ({ step, live }: RunSummary) => step > 0 || live

function chooseForVisitor(fresh: readonly RunSummary[]): void {
  if (visitorChose) return
  for (const summary of fresh.filter(isTelling)) {
    const key = servedKey(summary.name)
    if (chosenColours.value.size < FIRST_CHOSEN && !chosenColours.value.has(key)) choose(key)
  }
}

/** All of the server's runs, as they are now. */
export function takeAll(all: readonly RunSummary[]): void {
  const names = new Set(all.map(({ name }) => name))
  for (const { name } of served.value) if (!names.has(name)) takeGone(name)
  served.value = all
  gone.value = gone.value.filter((name) => !names.has(name))
  chooseForVisitor(all)
}

/** One that is new or has changed; it keeps its place. */
export function takeRun(summary: RunSummary): void {
  const known = served.value.some(({ name }) => name === summary.name)
  served.value = known
    ? served.value.map((other) => (other.name === summary.name ? summary : other))
    : [summary, ...served.value]
  gone.value = gone.value.filter((name) => name !== summary.name)
  chooseForVisitor([summary])
}

export function takeGone(name: string): void {
  const key = servedKey(name)
  if (chosenColours.value.has(key)) gone.value = [...gone.value.filter((n) => n !== name), name]
  served.value = served.value.filter((run) => run.name !== name)
  unchoose(key)
}

export function detailOf(name: string): RunDetail | undefined {
  return details.value.get(servedKey(name))
}

/** What is known of a selected run; of others it is not kept. */
export function takeDetail(name: string, detail: RunDetail): void {
  const key = servedKey(name)
  if (chosenColours.value.has(key)) details.value = new Map(details.value).set(key, detail)
}

/** What is no longer in the list. */
export function removeDropped(key: string): void {
  dropped.value = dropped.value.filter((run) => run.key !== key)
  unchoose(key)
}

/**
 * Runs that the visitor has brought, in place of those of the same names that were brought before:
 * selected from now on, as far as there is room.
 */
export function addDropped(brought: readonly DroppedRun[]): void {
  const names = new Set(brought.map(({ summary }) => summary.name))
  for (const { key, summary } of dropped.value) if (names.has(summary.name)) removeDropped(key)
  dropped.value = [...brought, ...dropped.value]
  for (const { key, detail } of brought) {
    details.value = new Map(details.value).set(key, detail)
    choose(key)
  }
}
