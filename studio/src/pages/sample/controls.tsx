/** What pictures are made with. */

import type { SamplerName } from '../../../../src/browser.ts'
import { ClassField, GuidanceField } from '../../parts/class-fields.tsx'
import { Choice, Select } from '../../parts/fields.tsx'
import { ModelPicker } from '../../parts/model-picker.tsx'
import { SeedField } from '../../parts/seed-field.tsx'
import { Stops } from '../../parts/stops.tsx'
import { chosenModel } from '../../shell/models.ts'
import * as state from './state.ts'
import { samplers, stepStops, timestepsOf, type Way, wayOf } from './ways.ts'
import { words } from './words.ts'

const COUNTS = [1, 5, 10, 20, 30, 40, 60, 80, 100]

const options = samplers.map((value) => ({ value, label: value }))

interface WayProps {
  readonly way: Way
  readonly index: number
  /** Of two, which it is. */
  readonly letter: string | undefined
}

function WayFields({ way, index, letter }: WayProps) {
  const { samplerOf, stepsOf, sampler, steps, stepsHint, samplers: hints } = words()
  const timesteps = timestepsOf(chosenModel.value.info)
  return (
    <>
      <Select<SamplerName>
        label={letter ? samplerOf(letter) : sampler}
        hint={hints[way.sampler]}
        value={way.sampler}
        options={options}
        onChoose={(name) => state.changeWay(index, wayOf(name))}
      />
      <Stops
        label={letter ? stepsOf(letter) : steps}
        hint={index === 0 ? stepsHint : undefined}
        stops={stepStops(timesteps)}
        value={Math.min(way.steps, timesteps)}
        onChoose={(chosen) => state.changeWay(index, { ...way, steps: chosen })}
      />
    </>
  )
}

function ClassFields() {
  const classes = chosenModel.value.info?.classes ?? 0
  const { label, guidance } = state
  if (classes === 0) return null
  return (
    <>
      <ClassField
        {...{ classes, value: label.value, none: words().all }}
        onChoose={(chosen) => {
          label.value = chosen
        }}
      />
      <GuidanceField
        value={guidance.value}
        onChoose={(chosen) => {
          guidance.value = chosen
        }}
      />
    </>
  )
}

export function Controls() {
  const { count, seed, ways } = state
  const two = ways.value.length > 1
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
      {ways.value.map((way, index) => (
        <WayFields key={index} {...{ way, index, letter: two ? 'AB'[index] : undefined }} />
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
