/** A signal whose value the browser remembers between visits, where it may. */

import { effect, type Signal, signal } from '@preact/signals'

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // forbidden by the visitor
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // then it is not remembered
  }
}

/** @param values what it may be; anything else that was stored counts as nothing */
export function remembered<Value extends string>(
  key: string,
  values: readonly Value[],
  otherwise: Value,
): Signal<Value> {
  const before = values.find((value) => value === stored(`ddpm.${key}`))
  const choice = signal(before ?? otherwise)
  effect(() => store(`ddpm.${key}`, choice.value))
  return choice
}
