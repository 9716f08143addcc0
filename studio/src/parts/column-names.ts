/** Classes in a grid: how many columns it has, and what stands below them. */

interface Classes {
  /** How many the images are of, in turn; 0 where they are not. */
  readonly classes: number
  readonly classNames?: readonly string[] | undefined
}

/** So many columns that each class stands below itself, as far as there are not more classes than `most`. */
export const columnsOf = (most: number, { classes }: Classes): number =>
  classes > 1 && classes <= most ? classes * Math.floor(most / classes) : most

/**
 * What stands below the images: once below each column where it is of one class, below every image where columns
 * mix classes that have names; nothing where they are numbers, or there are none.
 */
export function namesBelow(
  count: number,
  columns: number,
  { classes, classNames }: Classes,
): readonly string[] | undefined {
  if (classes < 2) return undefined
  const isOnce = columns % classes === 0 && count >= columns
  if (!isOnce && !classNames) return undefined
  const nameAt = (label: number) => classNames?.[label] ?? String(label)
  return Array.from({ length: isOnce ? columns : count }, (_, i) => nameAt(i % classes))
}
