/** What a file says besides the numbers: the names of the classes, and where the model comes from. */

import * as v from 'valibot'
import { isBackground } from '../data/background.ts'
import { resizeSpecs } from '../data/preparation.ts'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A model that another one started from: what it was called, and the SHA-256 of its file in hexadecimal. */
export const parentSchema = v.object({ name: v.string(), sha256: v.string() })
/** A model that another one started from. */
export type ParentReference = Readonly<v.InferOutput<typeof parentSchema>>

/** How a model came to be, as far as its file says. */
export const provenanceSchema = v.object({
  /** Name of the data it was trained on. */
  data: v.optional(v.string()),
  /** Images of it. */
  images: v.optional(count),
  /** Training steps. */
  steps: v.optional(count),
  /** The model that it started from. */
  parent: v.optional(parentSchema),
})
/** Where a model comes from, as far as its file says. */
export type Provenance = Readonly<v.InferOutput<typeof provenanceSchema>>

/** A word, or nothing where a later version has one that this one does not know. */
const known = <const Words extends readonly string[]>(words: Words) =>
  v.fallback(v.optional(v.picklist(words)), undefined)

/** How the images were prepared that a model has learnt from. */
export const preparationSchema = v.object({
  background: v.fallback(v.optional(v.pipe(v.string(), v.check(isBackground))), undefined),
  fit: known(resizeSpecs.fit.values),
  resize: known(resizeSpecs.resize.values),
})

export const classNamesSchema = v.pipe(v.array(v.string()), v.minLength(1))
