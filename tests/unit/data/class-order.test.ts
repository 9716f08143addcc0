/** Classes of data as a model numbers them. */

import { expect, test } from 'vitest'
import { inClassOrder, orderOfBefore } from '../../../src/data/class-order.ts'

const data = {
  ...{ name: 'pets', count: 3, height: 1, width: 1, channels: 1, images: Uint8Array.of(7, 8, 9) },
  ...{ labels: Uint8Array.of(2, 0, 1), classes: ['1', '2', '10'] },
}

test('labels follow their names', () => {
  const order = ['1', '10', '2']
  expect(inClassOrder(data, order)).toEqual({
    ...data,
    ...{ classes: order, labels: Uint8Array.of(1, 0, 2) },
  })
  expect(inClassOrder(data, data.classes)).toBe(data)
  expect(inClassOrder(data, ['1', '2', '3'])).toBeUndefined()
})

test('folders were once in the order of their characters, other data in its own', () => {
  expect(orderOfBefore(['1', '2', '10'])).toEqual(['1', '10', '2'])
  expect(orderOfBefore(['dog', 'cat'])).toEqual(['dog', 'cat'])
})
