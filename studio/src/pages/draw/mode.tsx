/** Whether the whole drawing is varied, and how much, or a part of it regenerated. */

import { Choice, Slider } from '../../parts/fields.tsx'
import { type Mode, mode } from './sheet.ts'
import { strength } from './varying.ts'
import { words } from './words.ts'

export function ModeChoice() {
  const { mode: name, modes, modeHints } = words()
  const options = (['vary', 'inpaint'] as const).map((value) => ({ value, label: modes[value] }))
  return (
    <Choice<Mode>
      label={name}
      hint={modeHints[mode.value]}
      value={mode.value}
      options={options}
      onChoose={(chosen) => {
        mode.value = chosen
      }}
    />
  )
}

export function Strength() {
  if (mode.value !== 'vary') return null
  return (
    <Slider
      label={words().strength}
      hint={words().strengthHint}
      min={0.1}
      max={1}
      step={0.05}
      value={strength.value}
      show={strength.value.toFixed(2)}
      onInput={(value) => {
        strength.value = value
      }}
    />
  )
}
