/** What images are made with. */

import type { SamplerName } from '../../../../src/diffusion/samplers/registry.ts'
import { ClassField, GuidanceField } from '../../parts/class-fields.tsx'
import { Choice, Select } from '../../parts/fields.tsx'
import { ModelPicker } from '../../parts/model-picker.tsx'
import { SeedField } from '../../parts/seed-field.tsx'
import { Stops } from '../../parts/stops.tsx'
import { chosenModel } from '../../shell/models.ts'
import { type Method, methodOf, samplers, stepStops, timestepsOf } from './methods.ts'
import { samplerHint } from './sampler-words.ts'
import * as state from './state.ts'
import { words } from './words.ts'

const COUNTS = [1, 5, 10, 20, 30, 40, 60, 80, 100]

const options = samplers.map((value) => ({ value, label: value }))

interface MethodProps {
  readonly method: Method
  readonly index: number
  /** Of two, which it is. */
  readonly letter: string | undefined
}

function MethodFields({ method, index, letter }: MethodProps) {
  const { samplerOf, stepsOf, sampler, steps, stepsHint } = words()
  const timesteps = timestepsOf(chosenModel.value.info)
  return (
    <>
      <Select<SamplerName>
        label={letter ? samplerOf(letter) : sampler}
        hint={samplerHint(method.sampler)}
        value={method.sampler}
        options={options}
        onChoose={(name) => state.changeMethod(index, methodOf(name))}
      />
      <Stops
        label={letter ? stepsOf(letter) : steps}
        hint={index === 0 ? stepsHint : undefined}
        stops={stepStops(timesteps)}
        value={Math.min(method.steps, timesteps)}
        onChoose={(chosen) => state.changeMethod(index, { ...method, steps: chosen })}
      />
    </>
  )
}

function ClassFields() {
  const { info } = chosenModel.value
  const { label, guidance } = state
  if (!info || info.classes === 0) return null
  return (
    <>
      <ClassField
        {...{ model: info, value: label.value, none: words().all }}
        onChoose={(chosen) => {
          label.value = chosen
        }}
      />
      <GuidanceField
        unable={!info.anyClass}
        value={guidance.value}
        onChoose={(chosen) => {
          guidance.value = chosen
        }}
      />
    </>
  )
}

export function Controls() {
  const { count, seed, methods } = state
  const two = methods.value.length > 1
  const { mode, one, two: both, compareHint } = words()
  return (
    <div class="card">
      <ModelPicker />
      <Choice
        label={mode}
        hint={two ? compareHint : undefined}
        value={two ? 'two' : 'one'}
        options={[
          { value: 'one', label: one },
          { value: 'two', label: both },
        ]}
        onChoose={(chosen) => state.compare(chosen === 'two')}
      />
      {methods.value.map((method, index) => (
        <MethodFields key={index} {...{ method, index, letter: two ? 'AB'[index] : undefined }} />
      ))}
      <ClassFields />
      <Stops
        label={words().count}
        stops={COUNTS}
        value={count.value}
        onChoose={(chosen) => {
          count.value = chosen
        }}
      />
      <SeedField
        value={seed.value}
        onChoose={(chosen) => {
          seed.value = chosen
        }}
      />
    </div>
  )
}
