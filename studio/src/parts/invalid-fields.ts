/** Which fields show something that cannot be used: nothing is computed from their old values meanwhile. */

import { computed, signal } from '@preact/signals'

const invalid = signal<ReadonlySet<string>>(new Set())

export const anyInvalid = computed(() => invalid.value.size > 0)

/** @param id of the field, which is forgotten when it is not shown any more */
export function markField(id: string, isInvalid: boolean): void {
  if (invalid.peek().has(id) === isInvalid) return
  const others = [...invalid.peek()].filter((other) => other !== id)
  invalid.value = new Set(isInvalid ? [...others, id] : others)
}
