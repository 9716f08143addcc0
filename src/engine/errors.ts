/** Two kinds of trouble: what a user can mend, and what only we can. */

/**
 * A mistake or circumstance the user can act on. The message states the fact, then the next
 * move; it is shown without a stack.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError'
}

/** A bug of ours: shown with its stack and a request to report it. */
export class InternalError extends Error {
  override readonly name: string = 'InternalError'

  constructor(message: string, options?: ErrorOptions) {
    super(`internal: ${message}`, options)
  }
}
