/** The prose of code and documentation, held to the field's words. */

import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const files = execSync('git ls-files src studio scripts examples benchmarks docs README.md', {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(tsx?|css|md)$/.test(file) && file !== 'docs/log.md')

/** Words given up for the field's, which stay only where older files and flags are read. */
const givenUp =
  /\bpictures?\b|\bheld[- ]?out|\batelier|\bmend(s|ed)?\b|\banew\b|\b(come|came)s? along\b|\bdrowns?\b|\bgo(es|ne)? on with\b|\breckoned\b|\bis told\b|\b(told|tells) of\b/i
const ofOlderFiles = [
  'src/cli/options/given-up.ts',
  'src/runs/metrics.ts',
  'src/training/recipe.ts',
]
const readingOld = ['studio/src/compute/worker/train.ts', 'studio/src/pages/runs/figures.ts']

test('code and docs use no word that was given up', () => {
  const found = files
    .filter((file) => ![...ofOlderFiles, ...readingOld].includes(file))
    .flatMap((file) =>
      readFileSync(resolve(root, file), 'utf8')
        .split('\n')
        .flatMap((line, i) => (givenUp.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
    )
  expect(files.length).toBeGreaterThan(400)
  expect(found).toEqual([])
})
