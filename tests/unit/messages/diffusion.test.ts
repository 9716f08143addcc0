import { expect, test } from 'vitest'
import { diffusionErrors } from '../../../src/diffusion/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof diffusionErrors> = {
  'schedule.unknown': [{ name: 'cosin', known: ['cosine', 'linear'] }],
  'schedule.not-a-config': [],
  'schedule.alpha-bar-does-not-fall': [
    { name: 'cosine', t: 0, beta: 0, options: 'T = 1000, s = 1e+300' },
  ],
  'schedule.start-not-below-end': [{ start: 3, end: -3 }],
  'schedule.beta-is-one': [{ t: 1, last: 2 }],
  'schedule.timestep-out-of-range': [{ t: 1000, last: 999 }],
  'schedule.too-short-for-zero-snr': [],
}

test('messages of diffusion', async () => {
  await expect(messagesOf(diffusionErrors, samples)).toMatchFileSnapshot('diffusion.txt')
})
