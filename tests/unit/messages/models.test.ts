import { expect, test } from 'vitest'
import { modelErrors } from '../../../src/models/errors.ts'
import { fileErrors } from '../../../src/models/file-errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const fileSamples: Samples<typeof fileErrors> = {
  'model-file.description-damaged': [{ path: 'progress.epoch', problem: 'Expected >=1' }],
  'model-file.description-not-json': [],
  'model-file.foreign-tensors': [
    { architecture: 'simple-unet', tensors: ['conv6.weight'] },
    { architecture: 'simple-unet', tensors: ['a', 'b', 'c', 'd', 'e'] },
  ],
  'model-file.misfit': [
    { architecture: 'simple-unet', misfits: [{ tensor: 'conv4.weight', wanted: [4, 4, 3, 3] }] },
    { architecture: 'simple-unet', misfits: [{ tensor: 'out.bias', wanted: [1], found: [2] }] },
  ],
  'model-file.weights-missing': [
    { found: [], known: ['simple-unet', 'unet'] },
    {
      found: [
        { place: '', tensors: 3 },
        { place: 'ema', tensors: 624 },
      ],
      known: ['simple-unet', 'unet'],
    },
  ],
  'model-file.not-a-checkpoint': [],
  'model-file.not-finite': [{ tensor: 'out.bias', value: Number.NaN, at: 3 }],
  'model-file.version-missing': [],
  'model-file.version-unknown': [{ version: 9, supported: 2 }],
}

test('the messages of model files', async () => {
  await expect(messagesOf(fileErrors, fileSamples)).toMatchFileSnapshot('model-files.txt')
})

const modelSamples: Samples<typeof modelErrors> = {
  'model.class-unknown': [
    { asked: 12, classes: 10 },
    { asked: 'dgo', classes: 3, names: ['cat', 'dog', 'owl'] },
  ],
  'model.classes-empty': [],
  'model.data-of-another-shape': [{ data: 'cats', shape: [32, 32, 3], wanted: [28, 28, 1] }],
  'model.data-without-files': [{ data: 'cats' }],
  'model.without-classes': [],
  'model.without-files': [],
}

test('the messages of models', async () => {
  await expect(messagesOf(modelErrors, modelSamples)).toMatchFileSnapshot('models.txt')
})
