import { expect, test } from 'vitest'
import { shapeErrors } from '../../../src/base/shape.ts'
import { messagesOf } from './samples.ts'

test('every message of shapes', async () => {
  const messages = messagesOf(shapeErrors, {
    'shape.size-invalid': [{ what: 'the result of conv2d', shape: [1, -1, -1, 2] }],
  })
  await expect(messages).toMatchFileSnapshot('shape.txt')
})
