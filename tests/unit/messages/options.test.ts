import { expect, test } from 'vitest'
import { optionErrors } from '../../../src/base/option-errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const option = { owner: 'the sampler ddim', name: 'eta' }

const samples: Samples<typeof optionErrors> = {
  'option.unknown': [
    { ...option, name: 'etta', known: ['steps', 'eta'] },
    { ...option, known: [] },
  ],
  'option.missing': [
    { owner: 'the schedule betas', name: 'betas', range: 'a list, each a number above 0' },
  ],
  'option.wrong-type': [{ ...option, value: '"1"', range: 'a number from 0 to 1' }],
  'option.out-of-range': [{ ...option, value: '2', range: 'a number from 0 to 1' }],
}

test('messages about options', async () => {
  await expect(messagesOf(optionErrors, samples)).toMatchFileSnapshot('options.txt')
})
