import { expect, test } from 'vitest'
import { plotsErrors } from '../../../src/plots/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof plotsErrors> = {
  'sheet.captions-mismatch': [{ images: 3, captions: 2 }],
}

test('every message of plots', async () => {
  await expect(messagesOf(plotsErrors, samples)).toMatchFileSnapshot('plots.txt')
})
