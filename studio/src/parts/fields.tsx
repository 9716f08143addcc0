/** Controls with their labels: a slider, a choice of few, a choice of many, a button. */

import type { ComponentChildren, RefObject } from 'preact'
import { useId } from 'preact/hooks'

export interface Field {
  readonly label: string
  readonly hint?: string | undefined
  readonly disabled?: boolean | undefined
}

export function Hint({ id, text }: { id: string; text: string | undefined }) {
  return text ? (
    <span class="hint" id={id}>
      {text}
    </span>
  ) : null
}

export interface Range extends Field {
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly onInput: (value: number) => void
}

/** @param props.show what stands beside the label instead of the number */
export function Slider({ show, ...props }: Range & { readonly show?: string | undefined }) {
  const id = useId()
  const { label, hint, value, min, max, step = 1, disabled, onInput } = props
  return (
    <div class="field">
      <label for={id}>
        {label} <output>{show ?? value}</output>
      </label>
      <input
        {...{ id, type: 'range', value, min, max, step, disabled, 'aria-valuetext': show }}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => onInput(currentTarget.valueAsNumber)}
      />
      <Hint id={`${id}-hint`} text={hint} />
    </div>
  )
}

interface Searching extends Field {
  readonly value: string
  readonly onInput: (text: string) => void
}

/** A few letters by which something is found. */
export function SearchField({ label, value, disabled, onInput }: Searching) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        {...{ id, type: 'search', value, disabled, autocomplete: 'off', spellcheck: false }}
        onInput={({ currentTarget }) => onInput(currentTarget.value)}
      />
    </div>
  )
}

interface Checking extends Field {
  readonly value: boolean
  readonly onInput: (value: boolean) => void
}

/** Something that is so or not. */
export function CheckField({ label, hint, value, disabled, onInput }: Checking) {
  const id = useId()
  return (
    <div class="field">
      <label class="check">
        <input
          {...{ type: 'checkbox', checked: value, disabled }}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={({ currentTarget }) => onInput(currentTarget.checked)}
        />
        {label}
      </label>
      <Hint id={`${id}-hint`} text={hint} />
    </div>
  )
}

interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly disabled?: boolean
}

interface Choosing<Value extends string> extends Field {
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChoose: (value: Value) => void
}

/** One of few, all of them seen. */
export function Choice<Value extends string>(props: Choosing<Value>) {
  const id = useId()
  const { label, hint, value, options, disabled, onChoose } = props
  return (
    <fieldset class="field" disabled={disabled} aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{label}</legend>
      <span class="choice">
        {options.map((option) => (
          <label key={option.value}>
            <input
              type="radio"
              name={id}
              checked={option.value === value}
              disabled={option.disabled}
              onChange={() => onChoose(option.value)}
            />
            {option.label}
          </label>
        ))}
      </span>
      <Hint id={`${id}-hint`} text={hint} />
    </fieldset>
  )
}

/** One of many. */
export function Select<Value extends string>(props: Choosing<Value>) {
  const id = useId()
  const { label, hint, value, options, disabled, onChoose } = props
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        {...{ id, value, disabled }}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={({ currentTarget }) => onChoose(currentTarget.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Hint id={`${id}-hint`} text={hint} />
    </div>
  )
}

interface Pressing {
  readonly children: ComponentChildren
  readonly onClick: () => void
  /** `main` for what the page is there for; `plain` for what is beside. */
  readonly kind?: 'main' | 'plain'
  readonly disabled?: boolean | undefined
  readonly pressed?: boolean | undefined
  /** For screen readers, where the words alone do not say of what. */
  readonly label?: string
  readonly at?: RefObject<HTMLButtonElement | null>
}

/** Where it is disabled it can still be focused: the keyboard's place is not lost meanwhile. */
export function Button({ children, onClick, kind, disabled, pressed, label, at }: Pressing) {
  return (
    <button
      {...{ type: 'button', ref: at ?? null }}
      class={kind ? `button ${kind}` : 'button'}
      onClick={() => !disabled && onClick()}
      aria-disabled={disabled || undefined}
      aria-pressed={pressed}
      aria-label={label}
    >
      {children}
    </button>
  )
}
