/** Sample values for each code of a catalogue: from them every message is written once. */

import type { ErrorCatalog } from '../../../src/base/errors.ts'

/** Each code's values, in as many variants as its words have; none for a code without values. */
export type Samples<Catalog extends ErrorCatalog> = {
  readonly [Code in keyof Catalog]: Parameters<Catalog[Code]> extends [infer Values]
    ? readonly [Values, ...Values[]]
    : readonly []
}

/** Every message of a room, a line each after its code. */
export function messagesOf<Catalog extends ErrorCatalog>(
  catalog: Catalog,
  samples: Samples<Catalog>,
): string {
  const lines = Object.keys(catalog)
    .sort()
    .flatMap((code) => {
      const variants: readonly unknown[] = samples[code].length > 0 ? samples[code] : [undefined]
      const words: (values: never) => string = catalog[code]
      return [
        code,
        ...variants.map((values) => `  ${words(values as never).replaceAll('\n', '\n  ')}`),
      ]
    })
  return `${lines.join('\n')}\n`
}
