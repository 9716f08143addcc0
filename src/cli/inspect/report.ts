/** What `inspect` has found out. */

export interface Report {
  /** For programs; goes out as JSON. */
  readonly facts: { readonly kind: string; readonly path: string; readonly [fact: string]: unknown }
  /** For people: what it comes to. */
  readonly lines: readonly string[]
  /** Every tensor, for those who ask. */
  readonly tensors?: readonly string[]
}
