/** Which model is asked, and for what. */

import { ClassField, GuidanceField } from '../../parts/class-fields.tsx'
import { ModelPicker } from '../../parts/model-picker.tsx'
import { SeedField } from '../../parts/seed-field.tsx'
import { chosenModel } from '../../shell/models.ts'
import * as varying from './varying.ts'
import { words } from './words.ts'

function ClassFields() {
  const classes = chosenModel.value.info?.classes ?? 0
  const { label, guidance } = varying
  if (classes === 0) return null
  return (
    <>
      <ClassField
        {...{ classes, value: label.value, none: words().anyClass, hint: words().classHint }}
        onChoose={(chosen) => {
          label.value = chosen
        }}
      />
      <GuidanceField
        value={guidance.value}
        disabled={label.value === undefined}
        onChoose={(chosen) => {
          guidance.value = chosen
        }}
      />
    </>
  )
}

export function Controls() {
  const { seed } = varying
  return (
    <div class="card">
      <ModelPicker />
      <ClassFields />
      <SeedField
        value={seed.value}
        onChoose={(chosen) => {
          seed.value = chosen
        }}
      />
    </div>
  )
}
