import { expect, test } from 'vitest'
import { dataErrors } from '../../../src/data/errors.ts'
import { messagesOf, type Samples } from './samples.ts'

const samples: Samples<typeof dataErrors> = {
  'dataset.size-invalid': [{ dataset: 'sprites', key: 'count', value: Number.NaN }],
  'dataset.images-not-bytes': [{ dataset: 'sprites' }],
  'dataset.bytes-mismatch': [{ dataset: 'sprites', shape: [10, 8, 8, 1], need: 640, have: 639 }],
  'dataset.labels-mismatch': [{ dataset: 'sprites', labels: 9, images: 10 }],
  'dataset.label-out-of-range': [{ dataset: 'sprites', index: 4, label: 0.5, most: 9 }],
  'dataset.count-out-of-range': [{ dataset: 'sprites', count: 11, most: 10 }],
  'dataset.single-image': [{ dataset: 'sprites' }],
  'dataset.share-out-of-range': [{ share: 1 }],
  'dataset.index-out-of-range': [{ dataset: 'sprites', index: 10, count: 10 }],
  'dataset.batch-too-small': [{ need: 128, have: 64 }],
  'images.none': [{ dataset: 'sprites' }],
  'images.sizes-differ': [
    {
      dataset: 'sprites',
      sizes: [
        { size: '32 x 32', count: 9 },
        { size: '16 x 16', count: 2 },
      ],
    },
    {
      dataset: 'sprites',
      sizes: [
        { size: '32 x 32', count: 9 },
        { size: '16 x 16', count: 2 },
        { size: '16 x 8', count: 1 },
        { size: '8 x 16', count: 1 },
      ],
    },
  ],
  'images.class-missing': [{ dataset: 'sprites', without: 2, images: 3 }],
  'images.too-many-classes': [{ dataset: 'sprites', classes: 300, most: 256 }],
  'images.channels-fixed': [{ dataset: 'bands', channels: 7 }],
  'images.too-large': [{ dataset: 'sprites', bytes: 3_000_000_000, most: 2_147_483_647 }],
  'image.not-an-image': [
    { named: 'PNG', seems: 'text' },
    { named: 'JPEG', seems: 'other' },
    { named: undefined, seems: 'empty' },
  ],
  'image.kind-unsupported': [{ kind: 'HEIC', known: ['PNG', 'BMP', 'JPEG'] }],
  'image.channels-mismatch': [{ given: 5, wanted: 1 }],
  'images.beside-classes': [{ place: 'sprites', images: 2, example: 'loose.png' }],
  'images.broken': [
    {
      place: 'sprites',
      images: 9,
      broken: 3,
      example: 'sprites/a.png: PNG: the palette is missing',
    },
  ],
  'data.unrecognised': [
    { place: 'sprites', found: [], more: 0, expected: ['IDX files', 'images'] },
    { place: 'sprites', found: ['a.csv', 'b'], more: 3, expected: ['IDX files', 'images'] },
  ],
  'digits.option-invalid': [{ option: 'size', value: 8, least: 12 }],
  'sprites.option-invalid': [{ option: 'imageSize', value: 8, least: 16 }],
  'idx.not-images': [{ shape: [60_000] }],
  'idx.not-labels': [{ shape: [60_000, 28, 28] }],
  'idx.labels-mismatch': [{ labels: 4, images: 3, file: 'train-images-idx3-ubyte' }],
  'archive.too-large': [{ place: 'images.tar.gz', most: 16_777_216 }],
  'cifar.bytes-mismatch': [{ have: 3000, record: 3073 }],
  'cifar.label-out-of-range': [{ label: 11, most: 9 }],
  'metadata.line-invalid': [{ line: 3 }],
  'metadata.file-name-missing': [{ columns: ['name', 'label'] }, { columns: [] }],
  'packed.not-images': [],
  'packed.classes-too-long': [{ dataset: 'sprites' }],
  'packed.changed': [],
  'parquet.images-missing': [{ columns: ['text'] }, { columns: [] }],
  'parquet.codec-unsupported': [{ codec: 'BROTLI' }],
  'parquet.corrupt': [{ reason: 'unexpected end' }],
  'parquet.image-missing': [{ row: 4 }],
  'numpy.images-missing': [{ place: 'set.npz', found: ['a', 'b'] }],
  'numpy.several-sets': [{ name: 'images', example: 'b.npz/images.npy' }],
  'numpy.not-images': [{ shape: [60_000] }],
  'numpy.range-unclear': [{ type: 'f4', low: 0, high: 255 }],
  'numpy.labels-mismatch': [{ shape: [10, 10], images: 10 }],
  'numpy.label-out-of-range': [{ label: -1, most: 255 }],
}

test('every message of data', async () => {
  await expect(messagesOf(dataErrors, samples)).toMatchFileSnapshot('data.txt')
})
