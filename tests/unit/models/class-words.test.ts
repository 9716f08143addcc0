/** Classes by name, as people and systems write them. */

import { expect, test } from 'vitest'
import { classNumbers } from '../../../src/models/choices.ts'
import { coded } from '../../coded.ts'
import { tinyConditional } from '../../tiny.ts'

const classNames = ['10 euros', 'Dog', 'élan', 'zèbre']
const numbersOf = (...asked: string[]) =>
  classNumbers({ network: tinyConditional, classNames }, asked)

test('letters count in any case, with accents in one character or two', () => {
  expect(numbersOf('10 euros', 'dog', 'élan', 'e\u0301lan', 'ZE\u0300BRE')).toEqual([0, 1, 2, 2, 3])
  expect(() => numbersOf('elan')).toThrow(coded('model.class-unknown', { asked: 'elan' }))
})
