/** The layout as AssemblyScript: its commands as classes over raw memory, its numbers. */

import {
  commands,
  elementwiseKinds,
  type Fields,
  HEADER_BYTES,
  parts,
  reduceKinds,
  resampleKinds,
  sizes,
} from '../cpu/layout.ts'
import { control } from './control.ts'

const capitalised = (name: string) => name[0].toUpperCase() + name.slice(1)

/** Fields at the address that `changetype` gives it; a list may follow them. */
function classSource(name: string, fields: Fields): string {
  const lines = Object.entries(fields).map(([field, type]) => `  ${field}: ${type}`)
  const list = `  list(): usize { return changetype<usize>(this) + offsetof<${name}>() }`
  return [`@unmanaged export class ${name} {`, ...lines, list, '}'].join('\n')
}

const enumSource = (name: string, members: readonly string[]) =>
  `export const enum ${name} { ${members.join(', ')} }`

const numberSource = ([name, value]: [string, number]) => `export const ${name}: i32 = ${value}`

/**
 * The text of the module `assembly/layout`.
 * @param wide whether the register tile is that of 256-bit machines
 */
export function layoutSource(wide: boolean): string {
  const classes = Object.entries({ ...parts, ...commands })
  return [
    ...classes.map(([name, fields]) => classSource(capitalised(name), fields)),
    enumSource('Command', Object.keys(commands)),
    enumSource('ElementwiseKind', elementwiseKinds),
    enumSource('ReduceKind', reduceKinds),
    enumSource('ResampleKind', resampleKinds),
    ...Object.entries({ HEADER_BYTES, ...control, ...sizes }).map(numberSource),
    `export const WIDE: bool = ${wide}`,
  ].join('\n')
}
