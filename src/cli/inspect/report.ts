/** What `inspect` has found out. */

export interface Report {
  /** For programs; goes out as JSON. */
  readonly facts: { readonly kind: string; readonly path: string; readonly [fact: string]: unknown }
  /** For people. */
  readonly lines: readonly string[]
}
