import { expect, test } from 'vitest'
import { imagesErrors } from '../../../src/images/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof imagesErrors> = {
  'drawing.size-invalid': [{ option: 'columns', value: 0, least: 1 }],
  'drawing.shape-invalid': [{ shape: [4, 8, 8, 5] }],
  'drawing.no-frames': [],
  'drawing.frames-differ': [],
  'drawing.image-labels-mismatch': [{ images: 3, labels: 2 }],
  'drawing.labels-mismatch': [{ frames: 3, labels: 2 }],
}

test('every message of images', async () => {
  await expect(messagesOf(imagesErrors, samples)).toMatchFileSnapshot('images.txt')
})
