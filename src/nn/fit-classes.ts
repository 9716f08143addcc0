/** Rows of a class embedding for other classes: by name. */

import type { Network } from './network.ts'

/** Classes of a network, and whether a row for "any class" follows theirs. */
interface Classes {
  readonly names: readonly string[]
  readonly hasAny: boolean
}

/** What became of the classes of a parent. */
export interface ClassRows {
  /** Classes of both. */
  readonly kept: readonly string[]
  /** Classes that begin as "any class", or as the mean of the parent's. */
  readonly fresh: readonly string[]
  /** Classes of the parent that are not learnt any longer. */
  readonly dropped: readonly string[]
}

const rowOf = (table: Float32Array, row: number, length: number) =>
  table.subarray(row * length, (row + 1) * length)

/** "Any class" of a table: its own row, or the mean of all. */
function anyRow(table: Float32Array, { names, hasAny }: Classes, length: number): Float32Array {
  if (hasAny) return rowOf(table, names.length, length)
  const mean = new Float32Array(length)
  for (let i = 0; i < names.length * length; i++) mean[i % length] += table[i] / names.length
  return mean
}

/** How the rows of a parent's table become those of another network's. */
export function fitClassRows(parent: Classes, child: Classes) {
  const classes: ClassRows = {
    kept: child.names.filter((name) => parent.names.includes(name)),
    fresh: child.names.filter((name) => !parent.names.includes(name)),
    dropped: parent.names.filter((name) => !child.names.includes(name)),
  }
  const isSame =
    parent.hasAny === child.hasAny &&
    parent.names.length === child.names.length &&
    parent.names.every((name, i) => name === child.names[i])
  /** @param table (rows, length), the parent's */
  function apply(table: Float32Array, length: number): Float32Array {
    const any = anyRow(table, parent, length)
    const rows = child.names.map((name) => {
      const row = parent.names.indexOf(name)
      return row < 0 ? any : rowOf(table, row, length)
    })
    const all = child.hasAny ? [...rows, any] : rows
    const fitted = new Float32Array(all.length * length)
    all.forEach((row, i) => {
      fitted.set(row, i * length)
    })
    return fitted
  }
  return { classes, isSame, apply }
}

/** A bias with the embedding of "any class" in it, which was added to it before. */
export function foldAnyClass(
  bias: Float32Array,
  table: Float32Array,
  { classes, anyClass = true }: Network,
): Float32Array {
  const names = Array.from({ length: classes }, (_, i) => String(i))
  const any = anyRow(table, { names, hasAny: anyClass }, bias.length)
  return bias.map((value, i) => value + any[i])
}
