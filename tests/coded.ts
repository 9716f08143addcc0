/** Errors by what is stable in them: their code and values, not their words. */

import { expect } from 'vitest'

/** For `toThrow` and `rejects.toThrow`: an error of this code, with at least these values. */
export const coded = (code: string, values: Readonly<Record<string, unknown>> = {}): unknown =>
  expect.objectContaining({ code, values: expect.objectContaining(values) })
