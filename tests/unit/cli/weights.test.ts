/** What is said of the weights that a model was loaded with. */

import { expect, test } from 'vitest'
import { takenWeights, weightNotices } from '../../../src/cli/weights.ts'
import type { LoadedFile } from '../../../src/hosts/node/model-file.ts'
import type { Checkpoint } from '../../../src/training/config.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const weights = new Float32Array(tinyModel.parameterCount)
const loaded = (checkpoint?: Partial<Checkpoint>) =>
  ({
    ...{
      network: tinyModel,
      schedule: tinySchedule,
      target: 'eps',
      path: 'm.safetensors',
      weights,
    },
    ...(checkpoint && { checkpoint: { weights, ...checkpoint } as Checkpoint }),
  }) satisfies LoadedFile

test('a run that kept an average has a choice, and only the raw weights are mentioned', () => {
  const both = loaded({ ema: weights })
  expect([undefined, 'ema', 'raw'].map((w) => takenWeights(both, w as 'ema'))).toEqual([
    ...['ema', 'ema', 'raw'],
  ])
  expect(weightNotices(both, undefined)).toEqual([])
  expect(weightNotices(both, 'ema')).toEqual([])
  expect(weightNotices(both, 'raw').join()).toMatch(/raw weights, not their EMA/)
})

test.each([
  ['a model file', loaded()],
  ['a run without an average', loaded({})],
])('%s has none, and a wish for one is answered', (_, one) => {
  expect(takenWeights(one, 'raw')).toBeUndefined()
  expect(weightNotices(one, undefined)).toEqual([])
  for (const choice of ['ema', 'raw'] as const) {
    expect(weightNotices(one, choice)).toEqual([
      expect.stringMatching(`m.safetensors holds one set of weights, so --weights ${choice} chang`),
    ])
  }
})

test('what was taken and assumed of a file of another program is said', () => {
  const notes = ['Using the EMA', 'eps is assumed']
  expect(weightNotices({ ...loaded(), notes }, 'raw')).toEqual(notes)
})

test('what is assumed of a file that says it itself is mentioned', () => {
  const [notice] = weightNotices(loaded(), undefined, { target: 'v' })
  expect(notice).toMatch(/m.safetensors says what its model is/)
})
