/** Reads a config of diffusers key by key, with diffusers' own defaults, and knows what was not read. */

import { interchangeError } from '../errors.ts'

/** A parsed config file. */
export type Config = Readonly<Record<string, unknown>>

const show = (value: unknown) => JSON.stringify(value) ?? String(value)

/** Keys of a config, each of the kind it must be. Every method throws `scheduler.value-not-covered`. */
export class ConfigReader {
  readonly #name: string
  readonly #config: Config
  readonly #read = new Set<string>()

  constructor(name: string, config: Config) {
    this.#name = name
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
    const names = { scheduler: this.#name, key, value: show(value), covered }
    throw interchangeError('scheduler.value-not-covered', names)
  }

  number(key: string, fallback: number): number {
    const value = this.#valueOf(key) ?? fallback
    return typeof value === 'number' ? value : this.#refuse(key, value, 'a number')
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

  choice<const Word extends string>(key: string, words: readonly Word[], fallback: Word): Word {
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
