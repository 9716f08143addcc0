/** How images are changed while they are trained on. */

import { recipeSpecs } from '../../../../src/training/recipe-specs.ts'
import { CheckField } from '../../parts/fields.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { augmentationWords } from './augmentation-words.ts'
import { change, settings } from './settings.ts'

/** Options of the recipe in the order of the form; their words are translations by the same names. */
const numeric = ['augmentShift', 'augmentCrop', 'augmentColour'] as const

/** Images changed at random each time they are seen, so that few of them teach more. */
export function Augmentation({ disabled }: { readonly disabled: boolean }) {
  const now = settings.value
  const isMoved = numeric.some((name) => (now[name] ?? 0) > 0)
  const isOn = now.augmentFlip || isMoved
  return (
    <details class="more" open={isOn || undefined}>
      <summary>{augmentationWords().title}</summary>
      <div class="stack">
        <p class="hint">{augmentationWords().hint}</p>
        <CheckField
          {...{ label: augmentationWords().mirror, value: now.augmentFlip ?? false, disabled }}
          onInput={(value) => change({ augmentFlip: value })}
        />
        {numeric.map((name) => (
          <NumberField
            key={name}
            {...augmentationWords().augment[name]}
            {...{ value: now[name] ?? 0, spec: recipeSpecs[name], disabled }}
            onInput={(value) => change({ [name]: value })}
          />
        ))}
        {isMoved && (
          <NumberField
            {...augmentationWords().augmentProbability}
            {...{
              value: now.augmentProbability ?? 1,
              spec: recipeSpecs.augmentProbability,
              disabled,
            }}
            onInput={(value) => change({ augmentProbability: value })}
          />
        )}
        {now.preset === 'quick' && (
          <CheckField
            {...augmentationWords().augmentCondition}
            value={isOn && (now.augmentCondition ?? false)}
            disabled={disabled || !isOn}
            onInput={(value) => change({ augmentCondition: value })}
          />
        )}
      </div>
    </details>
  )
}
