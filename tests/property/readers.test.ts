/** A few mutations for each reader: `npm run test:mutations` tries as many as one likes. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bounded } from './allocation.ts'
import { attempt } from './attempt.ts'
import { readers } from './readers.ts'

test.each(readers)('$name: damage is read or refused', async ({ files, read, isFree }) => {
  const property = fc.asyncProperty(files, async (bytes) => {
    await attempt(() => (isFree ? read(bytes) : bounded(bytes, read)))
  })
  await fc.assert(property, { numRuns: 300 })
})

test('a reader that takes a header at its word is found out', async () => {
  const trusting = (bytes: Uint8Array) => new Uint8Array(new DataView(bytes.buffer).getUint32(0))
  await expect(bounded(Uint8Array.of(0, 0, 0, 200), trusting)).resolves.toHaveLength(200)
  for (const size of [1, 255]) {
    await expect(bounded(Uint8Array.of(size, 0, 0, 0), trusting)).rejects.toThrow('were allocated')
  }
})
