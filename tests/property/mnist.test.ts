import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DdpmError } from '../../src/base/errors.ts'
import { mnistFromFiles } from '../../src/data/mnist.ts'

/** Headers that are nearly right, with any bytes behind them. */
const nearlyIdx = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.uint8Array({ maxLength: 80 }))
  .map(([dimensions, rest]) => Uint8Array.of(0, 0, 8, dimensions, ...rest))
const anything = fc.oneof(fc.uint8Array({ maxLength: 80 }), nearlyIdx)

test('any bytes are a dataset or a mistake that is named', async () => {
  await fc.assert(
    fc.asyncProperty(anything, anything, fc.boolean(), async (images, labels, zipped) => {
      const file = { name: 'images', bytes: zipped ? new Uint8Array(gzipSync(images)) : images }
      try {
        const data = await mnistFromFiles(file, { name: 'labels', bytes: labels })
        expect(data.images.length).toBe(data.count * data.height * data.width * data.channels)
        expect(data.labels?.length).toBe(data.count)
      } catch (error) {
        expect(error).toBeInstanceOf(DdpmError)
        expect(String((error as DdpmError).values['place'])).toMatch(/^(images|labels)$/)
      }
    }),
    { numRuns: 500 },
  )
})
