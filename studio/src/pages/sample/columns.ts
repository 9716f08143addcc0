/** How many images stand in a row: so that each class has a column of its own, if they are few. */

import { columnNames, columnsOf } from '../../parts/column-names.ts'
import type { Request } from './state.ts'

const turnOf = ({ model, conditions }: Request) => ({
  classes: conditions.classes ? 0 : model.classes,
  classNames: model.classNames,
})

export const columnsFor = (asked: Request, narrow: boolean): number =>
  Math.min(asked.count, columnsOf(narrow ? 5 : 10, turnOf(asked)))

/** The classes of the columns, where each has one. */
export const namesFor = (asked: Request, columns: number) =>
  columnNames(asked.count, columns, turnOf(asked))
