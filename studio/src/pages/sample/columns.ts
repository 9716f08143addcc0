/** How many images stand in a row: so that each class has a column of its own, if they are few. */

import { isDrawable } from '../../../../src/images/font.ts'
import { columnsOf, namesBelow } from '../../parts/column-names.ts'
import type { Request } from './state.ts'

const turnOf = ({ model, conditions }: Request) => ({
  classes: conditions.classes ? 0 : model.classes,
  classNames: model.classNames,
})

export const columnsFor = (asked: Request, narrow: boolean): number =>
  Math.min(asked.count, columnsOf(narrow ? 5 : 10, turnOf(asked)))

/** A name below each image of a file; nothing of models without classes, and for those that cannot be drawn. */
export function drawnNames({ model, conditions, count }: Request): string[] | undefined {
  const labels = conditions.classes ?? Array.from({ length: model.classes }, (_, label) => label)
  if (!model.classNames || labels.length === 0) return undefined
  return Array.from({ length: count }, (_, i) => {
    const label = labels[i % labels.length]
    const name = model.classNames?.[label] ?? ''
    return name !== '' && isDrawable(name) ? name : `class ${label}`
  })
}

/** The classes of the columns, or of the images. */
export const namesFor = (asked: Request, columns: number) =>
  namesBelow(asked.count, columns, turnOf(asked))
