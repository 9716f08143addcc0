/** What the Chinese words of errors have in common. */

/** Chinese words for each code of a catalogue, made from the same values. A missing one is a type error. */
export type Chinese<Catalog> = {
  readonly [Code in keyof Catalog]: Catalog[Code] extends (values: infer Values) => string
    ? (values: Values) => string
    : never
}

export const AGAIN = '请重新复制或下载该文件。'

export const listed = (items: readonly unknown[]) => items.join('、')

export const shapeOf = (shape: readonly unknown[]) => `(${shape.join(', ')})`

/** What carries its code across the worker's border. */
export interface Coded {
  readonly code?: string | undefined
  readonly values?: Readonly<Record<string, unknown>> | undefined
}

type Catalog = Readonly<Record<string, ((values: never) => string) | undefined>>

/** An error in the words of a catalogue; nothing for codes that it lacks. */
export const wordsIn =
  (all: Catalog) =>
  ({ code, values }: Coded): string | undefined =>
    code !== undefined && Object.hasOwn(all, code)
      ? all[code]?.((values ?? {}) as never)
      : undefined
