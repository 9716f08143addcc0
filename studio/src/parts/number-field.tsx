/** A number that is typed, with its range beside it. What is out of range stays, marked as invalid. */

import { useEffect, useId, useState } from 'preact/hooks'
import type { NumberSpec } from '../../../src/base/option-specs.ts'
import { fits } from '../../../src/base/options.ts'
import { type Field, Hint } from './fields.tsx'
import { markField } from './invalid-fields.ts'
import { numberWords } from './number-words.ts'

interface Numeric extends Field {
  readonly value: number
  /** The option that it sets: its range is the field's. */
  readonly spec: NumberSpec
  readonly onInput: (value: number) => void
}

export function NumberField({ label, hint, value, spec, disabled, onInput }: Numeric) {
  const id = useId()
  /** What is shown instead of the value: it cannot be used. */
  const [rejected, reject] = useState<string>()
  useEffect(() => reject(undefined), [value]) // set by something else
  useEffect(() => {
    markField(id, rejected !== undefined)
    return () => markField(id, false)
  }, [rejected])
  const { range, invalid } = numberWords()
  const [min, max] = [spec.min ?? spec.above, spec.max ?? spec.below]
  const take = (input: HTMLInputElement) => {
    const usable = fits(spec, input.valueAsNumber)
    reject(usable ? undefined : input.value)
    if (usable) onInput(input.valueAsNumber)
  }
  return (
    <div class="field">
      <span class="labelled">
        <label for={id}>{label}</label>
        <span class="range" id={`${id}-range`}>
          {range(spec)}
        </span>
      </span>
      <input
        {...{ id, type: 'number', value: rejected ?? value, min, max, disabled }}
        step={spec.whole ? 1 : 'any'}
        aria-invalid={rejected !== undefined}
        aria-describedby={`${id}-range ${id}-${rejected === undefined ? 'hint' : 'invalid'}`}
        onInput={({ currentTarget }) => {
          // what is being corrected is taken as soon as it can be used
          if (rejected !== undefined && fits(spec, currentTarget.valueAsNumber)) take(currentTarget)
        }}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
      {rejected === undefined ? (
        <Hint id={`${id}-hint`} text={hint} />
      ) : (
        <span class="hint bad" id={`${id}-invalid`} role="alert">
          {invalid(spec)}
        </span>
      )}
    </div>
  )
}
