import { expect, test } from 'vitest'
import { nnErrors } from '../../../src/nn/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const known = ['simple-unet', 'unet']

const samples: Samples<typeof nnErrors> = {
  'architecture.unknown': [
    { name: 'unett', known },
    { name: 'transformer', known },
  ],
  'architecture.unrecognised': [
    { known, landmarks: ['conv1 and conv2', 'conv_in and down_blocks'] },
  ],
  'architecture.option-invalid': [
    { architecture: 'unet', name: 'patch', value: 3, range: '1 or 2' },
  ],
}

test('every message of networks', async () => {
  await expect(messagesOf(nnErrors, samples)).toMatchFileSnapshot('nn.txt')
})
