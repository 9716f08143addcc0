/** A million damaged pickles and files of PyTorch: none runs anything, hangs, or takes more than it may. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounded } from './allocation.ts'
import { attempt } from './attempt.ts'
import { pythonReaders } from './pickles.ts'

const RUNS = 1_000_000 / pythonReaders.length

test.each(pythonReaders)('$name', { timeout: 0 }, async ({ files, read }) => {
  const property = fc.asyncProperty<[Uint8Array]>(files, async (bytes) => {
    await attempt(() => bounded<unknown>(bytes, read))
  })
  const { failed, numRuns } = await fc.check(property, { numRuns: RUNS })
  expect({ failed, numRuns }).toEqual({ failed: false, numRuns: RUNS })
})
