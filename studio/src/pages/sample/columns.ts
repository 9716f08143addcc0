/** How many images stand in a row: as many as there are digits, so that each class has a column. */

export const columnsFor = (count: number, narrow: boolean): number =>
  Math.min(count, narrow ? 5 : 10)
