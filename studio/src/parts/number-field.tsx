/** A number that is typed, with its range beside it. What is out of range stays, marked as invalid. */

import { useEffect, useId, useState } from 'preact/hooks'
import type { Range } from './fields.tsx'
import { Hint } from './fields.tsx'
import { markField } from './invalid-fields.ts'
import { numberWords } from './number-words.ts'
import { isUsable } from './usable-number.ts'

export function NumberField(props: Range) {
  const id = useId()
  const { label, hint, value, min, max, step = 1, disabled, onInput } = props
  /** What is shown instead of the value: it cannot be used. */
  const [rejected, reject] = useState<string>()
  useEffect(() => reject(undefined), [value]) // set by something else
  useEffect(() => {
    markField(id, rejected !== undefined)
    return () => markField(id, false)
  }, [rejected])
  const { range, invalid } = numberWords()
  const isWhole = Number.isInteger(step)
  const take = (input: HTMLInputElement) => {
    const usable = isUsable(input.valueAsNumber, props)
    reject(usable ? undefined : input.value)
    if (usable) onInput(input.valueAsNumber)
  }
  return (
    <div class="field">
      <span class="labelled">
        <label for={id}>{label}</label>
        <span class="range" id={`${id}-range`}>
          {range(min, max)}
        </span>
      </span>
      <input
        {...{ id, type: 'number', value: rejected ?? value, min, max, disabled }}
        step={isWhole ? step : 'any'}
        aria-invalid={rejected !== undefined}
        aria-describedby={`${id}-range ${id}-${rejected === undefined ? 'hint' : 'invalid'}`}
        onInput={({ currentTarget }) => {
          // what is being corrected is taken as soon as it can be used
          if (rejected !== undefined && isUsable(currentTarget.valueAsNumber, props))
            take(currentTarget)
        }}
        onChange={({ currentTarget }) => take(currentTarget)}
      />
      {rejected === undefined ? (
        <Hint id={`${id}-hint`} text={hint} />
      ) : (
        <span class="hint bad" id={`${id}-invalid`} role="alert">
          {invalid(min, max, isWhole)}
        </span>
      )}
    </div>
  )
}
