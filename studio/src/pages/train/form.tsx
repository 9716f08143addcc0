/** The few settings that matter, in plain words. */

import { recipeSpecs } from '../../../../src/training/recipe-specs.ts'
import { Choice, Select, Slider } from '../../parts/fields.tsx'
import { shownName } from '../../parts/model-name.ts'
import { NumberField } from '../../parts/number-field.tsx'
import { models } from '../../shell/models.ts'
import { Augmentation } from './augmentation.tsx'
import {
  change,
  from,
  learningRate,
  type PresetName,
  presetNames,
  type SizeName,
  settings,
  sizeNames,
  sizeOf,
  widthsOf,
} from './settings.ts'
import { words } from './words.ts'

/** Options of the recipe in the order of the form; their words are translations by the same names. */
const numeric = ['batchSize', 'learningRate', 'seed'] as const

const shownOf = (name: (typeof numeric)[number]) =>
  name === 'learningRate' ? learningRate.value : settings.value[name]

/** Random weights, or a model that is known here: then its network stays. */
function StartFrom({ disabled }: { readonly disabled: boolean }) {
  const known = models.value.map((model) => ({ value: model.key, label: shownName(model) }))
  return (
    <Select
      {...{ label: words().from, hint: words().fromHint, value: from.value ?? '', disabled }}
      options={[{ value: '', label: words().scratch }, ...known]}
      onChoose={(key) => {
        from.value = key || undefined
      }}
    />
  )
}

function More({ disabled }: { readonly disabled: boolean }) {
  return (
    <details class="more">
      <summary>{words().more}</summary>
      <div class="stack">
        {numeric.map((name) => (
          <NumberField
            key={name}
            {...words().recipe[name]}
            {...{ value: shownOf(name), spec: recipeSpecs[name], disabled }}
            onInput={(value) => change({ [name]: value })}
          />
        ))}
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
      <StartFrom disabled={disabled} />
      <Choice<SizeName>
        {...{ label: words().size, hint: words().sizeHint, value: sizeOf(now) }}
        disabled={disabled || from.value !== undefined}
        options={sizeNames.map((value) => ({ value, label: words().sizes[value] }))}
        onChoose={(size) => change({ widths: widthsOf(preset, size) })}
      />
      <Slider
        {...{ label: words().steps, hint: words().stepsHint, value: maxSteps, disabled }}
        {...{ min: 20, max: 5000, step: 20 }}
        onInput={(value) => change({ maxSteps: value })}
      />
      <Augmentation disabled={disabled} />
      <More disabled={disabled} />
    </>
  )
}
