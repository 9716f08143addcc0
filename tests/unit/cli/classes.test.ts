/** Which classes the tasks' commands ask for. */

import { describe, expect, test } from 'vitest'
import { classesOf, classTitles } from '../../../src/cli/tasks/classes.ts'
import { repeated, roundOf, rounds } from '../../../src/cli/tasks/sheet.ts'
import { DEFAULT_GUIDANCE } from '../../../src/diffusion/sampling-defaults.ts'
import type { LoadedFile } from '../../../src/hosts/node/model-file.ts'
import { coded } from '../../coded.ts'
import { tinyConditional, tinyModel, tinySchedule } from '../../tiny.ts'

const loaded = (model = tinyConditional): LoadedFile => ({
  ...{
    network: model,
    schedule: tinySchedule,
    target: 'eps',
    path: 'here',
    weights: new Float32Array(1),
  },
})

describe('classes of a task', () => {
  const inTurn = (i: number) => i

  test('come in turn, clearer than trained by default', () => {
    const asked = classesOf({ classes: ['3', '1'] }, loaded(), 5, inTurn)
    expect(asked).toEqual({ labels: [3, 1, 3, 1, 3], guidance: DEFAULT_GUIDANCE })
    expect(classesOf({ classes: ['3'], guidance: 1 }, loaded(), 1, inTurn).guidance).toBe(1)
  })

  test('are any where none are named', () => {
    expect(classesOf({}, loaded(), 5, inTurn).labels).toBeUndefined()
    expect(classesOf({ guidance: 1 }, loaded(), 5, inTurn)).toEqual({ guidance: 1 })
  })

  test('are needed for guidance, which a model without classes refuses by itself', () => {
    expect(() => classesOf({ guidance: 2 }, loaded(), 5, inTurn)).toThrow(
      coded('usage.guidance-without-class', { guidance: 2, most: 3 }),
    )
    expect(classesOf({ guidance: 2 }, loaded(tinyModel), 5, inTurn)).toEqual({ guidance: 2 })
  })

  test('are the same for a round of results, and name its column', () => {
    const given = { shape: [2, 1, 1, 1], data: Float32Array.of(0.1, 0.2) }
    const all = repeated(given, 3)
    const { labels } = classesOf({ classes: ['0', '2'] }, loaded(), 6, roundOf(given))
    expect(labels).toEqual([0, 0, 2, 2, 0, 0])
    expect(rounds(all, 3, classTitles(['0', '2'], loaded())).map(([name]) => name)).toEqual([
      'class 0',
      'class 2',
      'class 0',
    ])
    expect(rounds(all, 3).map(([name]) => name)).toEqual(['1', '2', '3'])
  })

  test('are named as the model names them, whatever the case, and else by number', () => {
    const named = { ...loaded(), classNames: ['Cat', 'dog', 'dog 10', '0'] }
    const asked = (...classes: string[]) => classesOf({ classes }, named, classes.length, inTurn)
    expect(asked('dog', 'cat', 'dog 10', '2').labels).toEqual([1, 0, 2, 2])
    expect(asked('0').labels).toEqual([3])
    expect(classTitles(['2', 'cat'], named)).toEqual(['dog 10', 'Cat'])
    expect(() => asked('dgo')).toThrow(
      coded('model.class-unknown', { asked: 'dgo', classes: 4, names: named.classNames }),
    )
    expect(() => asked('4')).toThrow(coded('model.class-unknown', { asked: '4' }))
    expect(() => classesOf({ classes: ['cat'] }, loaded(tinyModel), 1, inTurn)).toThrow(
      coded('model.without-classes'),
    )
  })
})
