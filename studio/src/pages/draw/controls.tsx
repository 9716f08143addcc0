/** Which model is asked, and for what. */

import { askedClass } from '../../parts/asked-class.ts'
import { ClassField, GuidanceField } from '../../parts/class-fields.tsx'
import { ModelPicker } from '../../parts/model-picker.tsx'
import { SeedField } from '../../parts/seed-field.tsx'
import { chosenModel } from '../../shell/models.ts'
import * as varying from './varying.ts'
import { words } from './words.ts'

function ClassFields() {
  const { info } = chosenModel.value
  const { label, guidance } = varying
  if (!info || info.classes === 0) return null
  const { anyClass } = info
  const value = askedClass(info, label.value)
  return (
    <>
      <ClassField
        {...{ model: info, value, none: words().anyClass, hint: words().classHint }}
        noneDisabled={!anyClass}
        onChoose={(chosen) => {
          label.value = chosen
        }}
      />
      <GuidanceField
        value={guidance.value}
        disabled={value === undefined}
        unable={!anyClass}
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
