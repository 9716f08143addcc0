/** What can go wrong, by stable codes: what a user can act on, and what only we can. */

/** Numbers, strings and lists of them: what an error's words are made of. They survive `postMessage`. */
export type ErrorValues = Readonly<Record<string, unknown>>

/**
 * A mistake or circumstance the user can act on; shown without a stack. Programs and translations go
 * by `code` and `values`; the message states the fact, then the next move.
 */
export class DdpmError extends Error {
  override readonly name: string = 'DdpmError'
  /** Stable from version to version, such as `png.truncated`. */
  readonly code: string
  /** What the message says in words. */
  readonly values: ErrorValues

  constructor(code: string, values: ErrorValues, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.values = values
  }

  /** The same error, saying first which file (or other place) it is about. */
  in(place: string): DdpmError {
    const values = { ...this.values, place }
    return new DdpmError(this.code, values, `${place}: ${this.message}`, { cause: this })
  }
}

/** The words of each code of one room, made from its values. */
export type ErrorCatalog = Readonly<Record<string, (values: never) => string>>

/** What a code wants: its values where its words have any, and the options of `Error`. */
type Arguments<Words> = Words extends () => string
  ? [values?: Record<string, never>, options?: ErrorOptions]
  : Words extends (values: infer Values) => string
    ? [values: Values, options?: ErrorOptions]
    : never

/**
 * A room's way of making its errors: `throw pngError('png.truncated', { at: 33 })`.
 * @param catalog every code of the room, and its words
 */
export function errorsOf<Catalog extends ErrorCatalog>(catalog: Catalog) {
  return <Code extends keyof Catalog & string>(
    code: Code,
    ...rest: Arguments<Catalog[Code]>
  ): DdpmError => {
    const [values, options] = rest // here: declaration files cannot say a pattern of this type
    const words: (values: never) => string = catalog[code]
    return new DdpmError(code, values ?? {}, words(values as never), options)
  }
}

/** A bug of ours: shown with its stack and a request to report it. */
export class InternalError extends Error {
  override readonly name: string = 'InternalError'

  constructor(message: string, options?: ErrorOptions) {
    super(`internal: ${message}`, options)
  }
}
