/**
 * Whether damaged and misdescribed files end in anything but a DdpmError, or make a reader allocate more than 4
 * times their size (and 4 MiB), reader by reader:
 *
 * npm run test:mutations -- [--per-reader 100000] [--seed 1] [--reader NAME]
 */

import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { bounded } from '../tests/property/allocation.ts'
import { attempt } from '../tests/property/attempt.ts'
import { type Reader, readers } from '../tests/property/readers.ts'

const { values } = parseArgs({
  options: {
    'per-reader': { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    reader: { type: 'string' },
  },
})

/** @returns whether all of them ended well */
async function tryReader({ name, files, read, isFree }: Reader): Promise<boolean> {
  const tally = { read: 0, refused: 0 }
  const property = fc.asyncProperty(files, async (bytes) => {
    const found = await attempt(async () => {
      await (isFree ? read(bytes) : bounded(bytes, read))
      return true
    })
    tally[found ? 'read' : 'refused']++
  })
  const begun = performance.now()
  const options = { numRuns: Number(values['per-reader']), seed: Number(values.seed) }
  const outcome = await fc.check(property, options)
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  const counts = `${tally.read} read, ${tally.refused} refused, ${seconds} s`
  console.log(`${outcome.failed ? 'FAILED' : 'ok    '} ${name}: ${counts}`)
  if (outcome.failed) console.log(fc.defaultReportMessage(outcome))
  return !outcome.failed
}

const asked = readers.filter(({ name }) => !values.reader || name === values.reader)
for (const reader of asked) if (!(await tryReader(reader))) process.exitCode = 1
