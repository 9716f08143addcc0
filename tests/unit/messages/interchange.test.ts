import { expect, test } from 'vitest'
import { interchangeErrors } from '../../../src/interchange/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof interchangeErrors> = {
  'config.not-an-object': [{ file: 'scheduler_config.json' }],
  'config.value-not-covered': [
    {
      ...{ file: 'scheduler_config.json', owner: 'DDPMScheduler' },
      ...{ key: 'clip_sample_range', value: '2', covered: '1' },
    },
  ],
  'config.of-another-model': [{ name: 'UNet2DConditionModel' }],
  'weights.index-damaged': [{ problem: 'Invalid key: Expected "weight_map"' }],
  'scheduler.not-of-diffusion': [{ scheduler: 'FlowMatchEulerDiscreteScheduler' }],
}

test('messages of interchange', async () => {
  await expect(messagesOf(interchangeErrors, samples)).toMatchFileSnapshot('interchange.txt')
})
