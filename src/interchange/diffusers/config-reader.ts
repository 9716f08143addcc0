/** Reads a config of diffusers key by key, with diffusers' own defaults, and knows what was not read. */

import { interchangeError } from '../errors.ts'

/** A parsed config file. */
export type Config = Readonly<Record<string, unknown>>

const show = (value: unknown) => JSON.stringify(value) ?? String(value)

/** Keys of a config, each of the kind it must be. Every method throws `config.value-not-covered`. */
export class ConfigReader {
  readonly #file: string
  readonly #owner: string
  readonly #config: Config
  readonly #read = new Set<string>()

  /**
   * @param file what is read, as errors call it
   * @param owner the class of diffusers whose config it is
   */
  constructor(file: string, owner: string, config: Config) {
    this.#file = file
    this.#owner = owner
    this.#config = config
  }

  /** What nobody has asked for; keys that begin with _ are diffusers' own. */
  get unread(): string[] {
    return Object.keys(this.#config).filter((key) => !key.startsWith('_') && !this.#read.has(key))
  }

  /** A missing key and null are the same to diffusers. */
  #valueOf(key: string): unknown {
    this.#read.add(key)
    return this.#config[key] ?? undefined
  }

  #refuse(key: string, value: unknown, covered: string): never {
    const names = { file: this.#file, owner: this.#owner, key, value: show(value), covered }
    throw interchangeError('config.value-not-covered', names)
  }

  /** Refuses what a key holds. */
  refuse(key: string, covered: string): never {
    return this.#refuse(key, this.#valueOf(key), covered)
  }

  number(key: string, fallback: number): number {
    const value = this.#valueOf(key) ?? fallback
    return typeof value === 'number' ? value : this.#refuse(key, value, 'a number')
  }

  /** A number, or undefined where the key is missing or null. */
  maybe(key: string): number | undefined {
    return this.#valueOf(key) === undefined ? undefined : this.number(key, 0)
  }

  /** A value as it stands, where null says something other than a missing key. */
  nullable(key: string, fallback: unknown): unknown {
    this.#read.add(key)
    return Object.hasOwn(this.#config, key) ? this.#config[key] : fallback
  }

  /** Height and width, or one number for both; undefined where it is missing. */
  size(key: string): number | { width: number; height: number } | undefined {
    const value = this.#valueOf(key)
    if (value === undefined || typeof value === 'number') return value
    const sides = this.numbers(key) ?? []
    if (sides.length !== 2) this.#refuse(key, value, 'a number, or height and width')
    const [height, width] = sides
    return height === width ? height : { width, height }
  }

  words<Word extends string>(key: string, words: readonly Word[], fallback: readonly Word[]) {
    const value = this.#valueOf(key) ?? fallback
    const covered = `a list of ${words.join(', ')}`
    if (!Array.isArray(value)) return this.#refuse(key, value, covered)
    return value.map(
      (each) => words.find((word) => word === each) ?? this.#refuse(key, each, covered),
    )
  }

  toggle(key: string, fallback: boolean): boolean {
    const value = this.#valueOf(key) ?? fallback
    return typeof value === 'boolean' ? value : this.#refuse(key, value, 'true or false')
  }

  numbers(key: string): readonly number[] | undefined {
    const value = this.#valueOf(key)
    if (value === undefined) return undefined
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'number')
    return isList ? value : this.#refuse(key, value, 'a list of numbers')
  }

  choice<const Word extends string | number>(
    key: string,
    words: readonly Word[],
    fallback: Word,
  ): Word {
    const value = this.#valueOf(key) ?? fallback
    const found = words.find((word) => word === value)
    return found ?? this.#refuse(key, value, words.join(' or '))
  }

  /** A key of which one value is covered, that by which diffusers computes what we compute. */
  only(key: string, covered: unknown): void {
    const value = this.#valueOf(key) ?? covered
    if (show(value) !== show(covered)) this.#refuse(key, value, show(covered))
  }

  /** Keys that have no effect on what is computed here. */
  without(...keys: readonly string[]): void {
    for (const key of keys) this.#read.add(key)
  }
}
