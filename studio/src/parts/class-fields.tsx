/** Which class images are of, and how strongly they follow it; for models that know classes. */

import { classWords } from './class-words.ts'
import { Choice, Select, Slider } from './fields.tsx'

/** A class, or none in particular. */
export type ChosenClass = number | undefined

interface ClassProps {
  readonly classes: number
  readonly value: ChosenClass
  /** What it is called where none is chosen: all of them, or any. */
  readonly none: string
  readonly hint?: string
  readonly onChoose: (value: ChosenClass) => void
}

/** More are a list instead of buttons. */
const MOST_BUTTONS = 20

export function ClassField({ classes, value, none, hint, onChoose }: ClassProps) {
  const numbers = Array.from({ length: classes }, (_, label) => String(label))
  const options = [{ value: '', label: none }, ...numbers.map((label) => ({ value: label, label }))]
  const Field = classes > MOST_BUTTONS ? Select<string> : Choice<string>
  return (
    <Field
      label={classWords().class}
      hint={hint}
      value={value === undefined ? '' : String(value)}
      options={options}
      onChoose={(label) => onChoose(label === '' ? undefined : Number(label))}
    />
  )
}

interface GuidanceProps {
  readonly value: number
  readonly disabled?: boolean
  readonly onChoose: (value: number) => void
}

export function GuidanceField({ value, disabled, onChoose }: GuidanceProps) {
  const { guidance, guidanceHint } = classWords()
  return (
    <Slider
      label={guidance}
      hint={guidanceHint}
      min={0}
      max={5}
      step={0.25}
      show={value.toFixed(2)}
      {...{ value, disabled }}
      onInput={onChoose}
    />
  )
}
