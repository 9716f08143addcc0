import { expect, test } from 'vitest'
import { trainingErrors } from '../../../src/training/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof trainingErrors> = {
  'training.accumulation-uneven': [{ gradAccumulation: 5, batchSize: 32 }],
  'training.batch-memory': [{ batchSize: 65_536, bytes: 51e9, limit: 2 ** 31 }],
  'training.batch-too-large': [
    { batchSize: 32, images: 10, data: 'sprites', validation: 0 },
    { batchSize: 32, images: 2, data: 'sprites', validation: 8 },
  ],
  'training.condition-dropout-unsupported': [{ conditionDropout: 0.1 }],
  'training.diverged': [
    { step: 12, loss: Number.NaN, learningRate: 0.1, part: 'output', layer: 'conv4' },
    { step: 12, loss: 0.3, learningRate: 0.1, part: 'gradient', layer: 'conv4.weight' },
    { step: 12, loss: 1e30, learningRate: 0.1, part: 'norm' },
  ],
  'training.image-shape-differs': [{ data: 'sprites', shape: [32, 32, 3], wanted: [28, 28, 1] }],
  'training.image-size-uneven': [
    { size: '30x20', model: 'unet', step: 4, near: ['28x20', '32x20'] },
  ],
  'training.label-beyond-classes': [{ data: 'sprites', highest: 4, classes: 4 }],
  'training.labels-missing': [{ data: 'sprites', classes: 4 }],
  'training.loss-exploded': [{ step: 120, loss: 7.31e11, limit: 10, steps: 20, learningRate: 0.1 }],
  'training.ranks-uneven': [{ world: 3, gradAccumulation: 2, batchSize: 32 }],
  'training.ranks-unsupported': [{ option: 'timestepSampling', value: 'loss-second-moment' }],
  'training.option-out-of-range': [
    { option: 'seed', value: -1, allowed: 'a whole number of at least 0' },
    { option: 'predictionType', value: 'noise', allowed: 'eps, x0 or v' },
  ],
  'training.resume-differs': [
    { option: 'training.learningRate', value: '0.5', saved: '0.001' },
    { option: 'training.plannedSteps', value: '6', saved: '3' },
    { option: 'model.options.dropout', value: undefined, saved: '0.1' },
  ],
  'training.minutes-too-short': [{ minutes: 0.1, seconds: 2.345, spent: 4.2 }],
  'training.lengths-exclude': [{ option: 'maxSteps' }],
  'training.no-model-yet': [],
  'training.contradicts-parent': [{ option: 'target', value: 'eps', parent: 'v' }],
  'training.parent-not-fitted': [{ model: 'my-net' }],
  'training.parent-of-another': [{ model: 'simple-unet', parent: 'unet' }],
  'training.parent-unlike': [{ parent: 'mnist', model: 'unet' }],
  'training.parent-with-resume': [],
  'training.parent-without-files': [{ from: 'mnist' }],
  'training.run-used': [],
}

test('the messages of a training', async () => {
  await expect(messagesOf(trainingErrors, samples)).toMatchFileSnapshot('training.txt')
})
