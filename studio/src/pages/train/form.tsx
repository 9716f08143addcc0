/** The few settings that matter, in plain words. */

import { Choice, Slider } from '../../parts/fields.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import {
  change,
  type PresetName,
  presetNames,
  type SizeName,
  settings,
  sizeNames,
  sizeOf,
  sizes,
} from './settings.ts'
import { words } from './words.ts'

function More({ disabled }: { readonly disabled: boolean }) {
  const { batchSize, learningRate, seed } = settings.value
  return (
    <details class="more">
      <summary>{words().more}</summary>
      <div class="stack">
        <NumberField
          {...{ label: words().batch, hint: words().batchHint, disabled }}
          {...{ value: batchSize, min: 1, max: 512 }}
          onInput={(value) => change({ batchSize: value })}
        />
        <NumberField
          {...{ label: words().rate, hint: words().rateHint, disabled }}
          {...{ value: learningRate, min: 0.00001, max: 0.1, step: 0.0001 }}
          onInput={(value) => change({ learningRate: value })}
        />
        <NumberField
          {...{ label: words().seed, hint: words().seedHint, disabled }}
          {...{ value: seed, min: 0, max: 2 ** 32 - 1 }}
          onInput={(value) => change({ seed: value })}
        />
      </div>
    </details>
  )
}

export function SettingsForm({ disabled }: { readonly disabled: boolean }) {
  const now = settings.value
  const { preset, maxSteps } = now
  return (
    <>
      <Choice<PresetName>
        {...{ label: words().preset, hint: words().presetHints[preset], value: preset, disabled }}
        options={presetNames.map((value) => ({ value, label: words().presets[value] }))}
        onChoose={(value) => change({ preset: value })}
      />
      <Choice<SizeName>
        {...{ label: words().size, hint: words().sizeHint, value: sizeOf(now), disabled }}
        options={sizeNames.map((value) => ({ value, label: words().sizes[value] }))}
        onChoose={(size) => change({ widths: sizes[preset][size] })}
      />
      <Slider
        {...{ label: words().steps, hint: words().stepsHint, value: maxSteps, disabled }}
        {...{ min: 20, max: 5000, step: 20 }}
        onInput={(value) => change({ maxSteps: value })}
      />
      <More disabled={disabled} />
    </>
  )
}
