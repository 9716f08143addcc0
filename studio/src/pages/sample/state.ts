/** What the sample page is set to. */

import { computed, signal } from '@preact/signals'
import type { ModelInfo, SamplerSettings } from '../../compute/protocol.ts'
import type { ChosenClass } from '../../parts/asked-class.ts'
import { anyInvalid } from '../../parts/invalid-fields.ts'
import { chosenModel } from '../../shell/models.ts'
import { type Method, methodOf } from './methods.ts'

export const count = signal(20)
export const seed = signal(0)
export const label = signal<ChosenClass>(undefined)
export const guidance = signal(1)
/** One, or two to compare. */
export const methods = signal<readonly Method[]>([methodOf('dpm-solver++')])

/** What a second way begins as: what the first is not. */
const other = methodOf('ddim')

export function compare(wanted: boolean): void {
  const [first] = methods.value
  methods.value = wanted
    ? [first, first.sampler === 'ddim' ? methodOf('dpm-solver++') : other]
    : [first]
}

export function changeMethod(index: number, method: Method): void {
  methods.value = methods.value.map((before, i) => (i === index ? method : before))
}

/** All that images depend on; a new one whenever any of it changes. */
export interface Request {
  readonly model: ModelInfo
  readonly count: number
  readonly methods: readonly Method[]
  readonly conditions: Pick<SamplerSettings, 'seed' | 'classes' | 'guidance'>
}

export const request = computed((): Request | undefined => {
  const model = chosenModel.value.info
  if (!model || anyInvalid.value) return undefined
  const known = label.value !== undefined && label.value < model.classes
  const conditions = {
    seed: seed.value,
    ...(known && { classes: [label.value!] }),
    ...(model.classes > 0 && { guidance: model.anyClass ? guidance.value : 1 }),
  }
  return { model, count: count.value, methods: methods.value, conditions }
})
