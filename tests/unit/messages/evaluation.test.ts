import { expect, test } from 'vitest'
import { evaluationErrors } from '../../../src/evaluation/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof evaluationErrors> = {
  'classifier.diverged': [{ step: 12, loss: Number.NaN, learningRate: 0.1 }],
  'classifier.file-damaged': [{ tensor: 'conv0.weight', problem: 'is missing' }],
  'classifier.file-of-another': [],
  'classifier.label-beyond-classes': [{ data: 'sprites', label: 7, classes: 4 }],
  'classifier.labels-missing': [{ data: 'sprites' }],
  'classifier.one-class': [{ data: 'sprites' }],
  'evaluation.classes-differ': [{ classes: 3, images: 16 }],
  'evaluation.option-out-of-range': [
    { option: 'neighbourCount', value: 0, allowed: 'a whole number of at least 1' },
  ],
  'evaluation.shapes-differ': [
    { images: [32, 32, 3], other: [28, 28, 1], classifier: [28, 28, 1] },
  ],
  'evaluation.too-few-images': [{ what: 'sprites', count: 1 }],
}

test('the messages of an evaluation', async () => {
  await expect(messagesOf(evaluationErrors, samples)).toMatchFileSnapshot('evaluation.txt')
})
