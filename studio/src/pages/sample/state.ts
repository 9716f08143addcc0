/** What the sample page is set to. */

import { computed, signal } from '@preact/signals'
import type { ModelInfo, SamplerSettings } from '../../atelier/protocol.ts'
import type { ChosenClass } from '../../parts/class-fields.tsx'
import { chosenModel } from '../../shell/models.ts'
import { type Way, wayOf } from './ways.ts'

export const count = signal(20)
export const seed = signal(0)
export const label = signal<ChosenClass>(undefined)
export const guidance = signal(1)
/** One, or two to compare. */
export const ways = signal<readonly Way[]>([wayOf('dpm-solver++')])

/** What a second way begins as: what the first is not. */
const other = wayOf('ddim')

export function compare(wanted: boolean): void {
  const [first] = ways.value
  ways.value = wanted ? [first, first.sampler === 'ddim' ? wayOf('dpm-solver++') : other] : [first]
}

export function changeWay(index: number, way: Way): void {
  ways.value = ways.value.map((before, i) => (i === index ? way : before))
}

/** All that pictures depend on; a new one whenever any of it changes. */
export interface Request {
  readonly model: ModelInfo
  readonly count: number
  readonly ways: readonly Way[]
  readonly conditions: Pick<SamplerSettings, 'seed' | 'classes' | 'guidance'>
}

export const request = computed((): Request | undefined => {
  const model = chosenModel.value.info
  if (!model) return undefined
  const known = label.value !== undefined && label.value < model.classes
  const conditions = {
    seed: seed.value,
    ...(known && { classes: [label.value!] }),
    ...(model.classes > 0 && { guidance: guidance.value }),
  }
  return { model, count: count.value, ways: ways.value, conditions }
})
