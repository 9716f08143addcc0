/** What can be wrong with what is asked of a model. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'
import { type Shape, showShape } from '../base/shape.ts'

export const modelErrors = {
  'model.class-unknown': ({
    asked,
    classes,
    names = [],
  }: {
    asked: string | number
    classes: number
    names?: readonly string[]
  }) => {
    const more = names.length > 20 ? ', ...' : ''
    const known = names.length > 0 ? ` or ${names.slice(0, 20).join(', ')}${more}` : ''
    const near = typeof asked === 'string' ? nearest(asked, names) : ''
    return `${asked} is not a class of this model${near}: use 0 to ${classes - 1}${known}`
  },

  'model.without-classes': () =>
    'this model was trained without classes: sample it without classes and guidance',

  'model.classes-empty': () => 'classes is empty: name at least one class, or leave it out',

  'model.without-files': () =>
    'there are no files here to save to: keep the bytes that model.encode() gives',

  'model.data-of-another-shape': ({
    data,
    shape,
    wanted,
  }: {
    data: string
    shape: Shape
    wanted: Shape
  }) =>
    `the images of ${data} are ${showShape(shape)}, and this model makes ${showShape(wanted)}: give ` +
    'images of its kind',

  'model.data-without-files': ({ data }: { data: string }) =>
    `${data} cannot be loaded without files: give the images themselves, such as digits() or datasetOf(...)`,
} satisfies ErrorCatalog

/** `throw modelError('model.classes-empty')` */
export const modelError = errorsOf(modelErrors)
