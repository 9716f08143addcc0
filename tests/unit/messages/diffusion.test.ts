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
  'sampler.unknown': [{ name: 'unpic', known: ['ddim', 'unipc'] }],
  'sampler.steps-out-of-range': [{ steps: 1001, timesteps: 1000 }],
  'sampler.offset-out-of-range': [{ stepsOffset: 2, most: 1 }],
  'sampler.start-out-of-range': [{ start: 5, most: 4 }],
  'sampler.strength-takes-no-step': [{ strength: 0.1, steps: 5 }],
  'sampler.eps-at-zero-snr': [],
  'sampler.begins-amid-schedule': [{ name: 'ddim', t: 500, last: 999, image: 0.078 }],
  'sampler.of-another-schedule': [
    { name: 'ddim', built: 'linear with 10 timesteps', trained: 'cosine with 10 timesteps' },
    { name: 'ddim', built: 'linear with 10 timesteps', trained: 'linear with 10 timesteps' },
  ],
  'guidance.not-a-number': [{ guidance: Number.NaN }],
  'guidance.rescale-out-of-range': [{ guidanceRescale: 2 }],
  'guidance.without-classes': [{ option: 'labels' }],
  'guidance.without-labels': [{ guidance: 2 }],
  'guidance.without-any-class': [{ guidance: 2 }],
  'guidance.not-one-while-inverting': [{ guidance: 2 }],
  'labels.needed': [],
  'labels.count': [{ labels: 2, images: 3 }],
  'labels.unknown-class': [{ label: 12, classes: 10 }],
  'sampling.number-out-of-range': [{ name: 'count', value: 0, least: 1 }],
  'sampling.images-do-not-fit': [{ shape: [2, 8, 8, 1], length: 128, wanted: '(N, 28, 28, 1)' }],
  'sampling.weights-do-not-fit': [{ weights: 10, parameters: 12 }],
  'sampling.not-finite': [{ step: 3, steps: 10, value: Number.NaN }],
  'inpainting.mask-does-not-fit': [{ shape: [8, 8], height: 28, width: 28 }],
  'inpainting.mask-empty': [],
  'inpainting.rows-do-not-fit': [],
  'inpainting.sampler-is-multistep': [{ name: 'unipc', known: ['ddim', 'ddpm'] }],
  'interpolation.sampler-is-stochastic': [{ name: 'ddpm', known: ['ddim', 'unipc'] }],
}

test('messages of diffusion', async () => {
  await expect(messagesOf(diffusionErrors, samples)).toMatchFileSnapshot('diffusion.txt')
})
