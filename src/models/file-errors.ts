/** What can be wrong with the file of a model or a checkpoint. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { type Shape, showShape } from '../base/shape.ts'

const SHOWN = 3

/** The first few, and how many more. */
function some(items: readonly string[], separator: string): string {
  const more = items.length > SHOWN ? `${separator}and ${items.length - SHOWN} more` : ''
  return items.slice(0, SHOWN).join(separator) + more
}

/** A tensor that is missing, or of another shape than the network's. */
export interface Misfit {
  readonly tensor: string
  readonly wanted: Shape
  /** That of the file; none where the tensor is missing. */
  readonly found?: Shape
}

const misfitWords = ({ tensor, wanted, found }: Misfit) =>
  found
    ? `${tensor} is ${showShape(found)} and must be ${showShape(wanted)}`
    : `${tensor} is missing`

export const fileErrors = {
  'model-file.misfit': ({
    architecture,
    misfits,
  }: {
    architecture: string
    misfits: readonly Misfit[]
  }) => `this file does not fit ${architecture}: ${some(misfits.map(misfitWords), '; ')}`,

  'model-file.not-finite': ({ tensor, value, at }: { tensor: string; value: number; at: number }) =>
    `${tensor} holds ${value} at element ${at}: the training that made this file diverged, or the ` +
    'file is damaged; use an earlier checkpoint',

  'model-file.foreign-tensors': ({
    architecture,
    tensors,
  }: {
    architecture: string
    tensors: readonly string[]
  }) =>
    `this file holds ${some(tensors, ', ')}, which ${architecture} does not have: it belongs to ` +
    'another model',

  'model-file.description-not-json': () =>
    'the description in this file is not JSON: the file is damaged',

  'model-file.version-missing': () =>
    'the description in this file names no format version: the file is damaged',

  'model-file.version-unknown': ({ version, supported }: { version: number; supported: number }) =>
    `this file has format version ${version} and this program reads up to ${supported}: update ddpm`,

  'model-file.description-damaged': ({ path, problem }: { path: string; problem: string }) =>
    `the description in this file is damaged at ${path}: ${problem}`,

  'model-file.weights-missing': ({
    found,
    known,
  }: {
    found: readonly { readonly place: string; readonly tensors: number }[]
    known: readonly string[]
  }) => {
    const words = found.map(({ place, tensors }) => `${place || 'its top'}: ${tensors} tensors`)
    const has = words.length > 0 ? `tensors (${some(words, ', ')}), but` : 'no tensors, so'
    return (
      `this file holds ${has} not the weights of a network that is known here ` +
      `(${known.join(', ')}): save model.state_dict() of such a network, or pass the network as the option network`
    )
  },

  'model-file.not-a-checkpoint': () =>
    'this file holds a model alone: give a checkpoint, as a run folder keeps them',
} satisfies ErrorCatalog

/** `throw fileError('model-file.version-missing')` */
export const fileError = errorsOf(fileErrors)
