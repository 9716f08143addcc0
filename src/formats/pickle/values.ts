/** What pickles hold once they are read: plain values, and objects of the few classes that readers allow. */

/** A value that is not plain: made by a global that the reader allows. */
export abstract class PickleObject {
  /** Takes what Python would put into the object after it is made. Default: it is left out. */
  setState(_state: PickleValue): void {}
  /** Where an object holds entries, as a subclass of dict does. */
  readonly entries?: Map<PickleValue, PickleValue>
  /** Where an object holds items, as a subclass of list does. */
  readonly items?: PickleValue[]
}

/**
 * A plain value. None is null; lists and tuples are arrays, dicts are maps in their order. Parts may be shared,
 * and lists and dicts may hold themselves: who walks them must not expect a tree.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>
  | PickleObject

/** Makes a value of a call's arguments; undefined where they are not what the callee takes. */
export type Builder = (...given: PickleValue[]) => PickleValue | undefined

/** A name of Python that a reader allows: a value of its own, and mostly a function of ours in its place. */
export class PickleGlobal extends PickleObject {
  /** `torch.float32` */
  readonly name: string
  readonly build: Builder | undefined

  constructor(name: string, build?: Builder) {
    super()
    this.name = name
    this.build = build
  }
}

/** In the place of an object that only holds data: what it was made of, and nothing that it could do. */
export class Placeholder extends PickleObject {
  /** `argparse.Namespace` */
  readonly name: string
  readonly given: readonly PickleValue[]
  override readonly entries = new Map<PickleValue, PickleValue>()
  override readonly items: PickleValue[] = []
  /** Its attributes, mostly a map by name. */
  state: PickleValue = null

  constructor(name: string, given: readonly PickleValue[]) {
    super()
    this.name = name
    this.given = given
  }

  override setState(state: PickleValue): void {
    this.state = state
  }
}

/** The names that a reader allows. */
export type Globals = ReadonlyMap<string, PickleGlobal>

/** A table of them from a function each. */
export const globalsOf = (builders: Readonly<Record<string, Builder | undefined>>): Globals =>
  new Map(
    Object.entries(builders).map(([name, build]) => [name, new PickleGlobal(name, build)] as const),
  )
