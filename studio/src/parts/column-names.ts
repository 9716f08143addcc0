/** Classes in the columns of a grid: how many columns, and what stands below them. */

interface Classes {
  /** How many the images are of, in turn; 0 where they are not. */
  readonly classes: number
  readonly classNames?: readonly string[] | undefined
}

/** So many columns that each class stands below itself, as far as there are not more classes than `most`. */
export const columnsOf = (most: number, { classes }: Classes): number =>
  classes > 1 && classes <= most ? classes * Math.floor(most / classes) : most

/** What stands below each column; nothing where classes are mixed. */
export function columnNames(
  count: number,
  columns: number,
  { classes, classNames }: Classes,
): readonly string[] | undefined {
  if (classes < 2 || columns % classes !== 0 || count < columns) return undefined
  const nameAt = (label: number) => classNames?.[label] ?? String(label)
  return Array.from({ length: columns }, (_, i) => nameAt(i % classes))
}
