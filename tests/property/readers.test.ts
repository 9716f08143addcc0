/** A few mutations for each reader: `npm run test:mutations` tries as many as one likes. */

import fc from 'fast-check'
import { test } from 'vitest'
import { attempt } from './attempt.ts'
import { readers } from './readers.ts'

test.each(readers)('$name: damage is read or refused', async ({ files, read }) => {
  const property = fc.asyncProperty(files, async (bytes) => void (await attempt(() => read(bytes))))
  await fc.assert(property, { numRuns: 300 })
})
