/** Which class images are of, and how strongly they follow it; for models that know classes. */

import type { ModelInfo } from '../compute/protocol.ts'
import type { ChosenClass } from './asked-class.ts'
import { classWords } from './class-words.ts'
import { Choice, Select, Slider } from './fields.tsx'

interface ClassProps {
  readonly model: Pick<ModelInfo, 'classes' | 'classNames'>
  readonly value: ChosenClass
  /** What it is called where none is chosen: all of them, or any. */
  readonly none: string
  readonly hint?: string | undefined
  /** Whether none can be chosen. */
  readonly noneDisabled?: boolean
  readonly onChoose: (value: ChosenClass) => void
}

/** More are a list instead of buttons. */
const MOST_BUTTONS = 20

export function ClassField(props: ClassProps) {
  const { model, value, none, hint, noneDisabled = false, onChoose } = props
  const { classes, classNames = [] } = model
  const numbers = Array.from({ length: classes }, (_, label) => String(label))
  const options = [
    { value: '', label: none, disabled: noneDisabled },
    ...numbers.map((value, label) => ({ value, label: classNames[label] ?? value })),
  ]
  const Field = classes > MOST_BUTTONS ? Select<string> : Choice<string>
  return (
    <Field
      label={classWords().class}
      hint={noneDisabled ? classWords().needsClass : hint}
      value={value === undefined ? '' : String(value)}
      options={options}
      onChoose={(label) => onChoose(label === '' ? undefined : Number(label))}
    />
  )
}

interface GuidanceProps {
  readonly value: number
  readonly disabled?: boolean
  /** Whether the model cannot be guided: it predicts for a class alone. */
  readonly unable?: boolean
  readonly onChoose: (value: number) => void
}

export function GuidanceField(props: GuidanceProps) {
  const { value, disabled = false, unable = false, onChoose } = props
  const { guidance, guidanceHint, noGuidance } = classWords()
  return (
    <Slider
      label={guidance}
      hint={unable ? noGuidance : guidanceHint}
      min={0}
      max={5}
      step={0.25}
      show={(unable ? 1 : value).toFixed(2)}
      value={unable ? 1 : value}
      disabled={disabled || unable}
      onInput={onChoose}
    />
  )
}
