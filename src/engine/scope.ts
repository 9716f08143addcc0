/** What a device lends for a while, given back together: also where not all of it could be had. */

interface Lent {
  free(): void
}

/** Frees what it owns, once, in reverse. */
export class Scope {
  readonly #lent: Lent[] = []

  /** Takes care of something, and gives it on. */
  own<Thing extends Lent>(thing: Thing): Thing {
    this.#lent.push(thing)
    return thing
  }

  /** Gives everything back, the last first. */
  free(): void {
    while (this.#lent.length > 0) this.#lent.pop()!.free()
  }
}

/** Opens what keeps owning its scope; where that fails, nothing is kept. */
export async function openIn<Result>(open: (scope: Scope) => Promise<Result>): Promise<Result> {
  const scope = new Scope()
  try {
    return await open(scope)
  } catch (error) {
    scope.free()
    throw error
  }
}
