/** What a run ends with: files, and commands that go on from it. */

import { expect, test } from 'vitest'
import { farewell } from '../../../../src/cli/train/words.ts'
import { presets } from '../../../../src/training/presets.ts'

test.each([
  ['quick', 'digits', 'npx ddpm train --preset quick --data mnist'],
  ['notebook', 'mnist', 'npx ddpm train --resume runs/a --epochs 40'],
  ['quick', 'sprites', 'npx ddpm eval runs/a'],
  ['best', '/images', 'npx ddpm eval runs/a'],
] as const)('%s on %s goes on with what its data asks for', (preset, data, next) => {
  const settings = { ...presets[preset], preset, data, device: 'cpu' }
  expect(farewell('runs/a', settings, ['runs/a/final.png']).split('\n').at(-1)).toBe(`  ${next}`)
})
