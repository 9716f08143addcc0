/** What is wrong with a network's options or weights, by code. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { nearest } from '../base/nearest.ts'

type Strings = readonly string[]

export const nnErrors = {
  'architecture.unknown': ({ name, known }: { name: string; known: Strings }) =>
    `architecture "${name}" is unknown${nearest(name, known)}: use ${known.join(' or ')}, or pass a ` +
    'network of your own as the option network',
  'architecture.unrecognised': ({ known, landmarks }: { known: Strings; landmarks: Strings }) =>
    `these are not the weights of a known architecture (${known.join(', ')}): the file names none, and ` +
    `lacks some of ${landmarks.join(', and of ')}`,
  'architecture.option-invalid': (v: {
    architecture: string
    name: string
    value: unknown
    range: string
  }) => `${v.name} of ${v.architecture} is ${String(v.value)}: use ${v.range}`,
} satisfies ErrorCatalog

export const nnError = errorsOf(nnErrors)
