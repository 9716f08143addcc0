import { expect, test } from 'vitest'
import { encodeCheckpoint } from '../../../../src/training/checkpoint.ts'
import { modelOf, openModel } from '../../../../studio/src/compute/worker/models.ts'
import { only, runAll, tinyModel, tinyOptions } from '../../../tiny.ts'

test('of a checkpoint the weights alone are kept', async () => {
  const { events, weights } = await runAll(tinyOptions({ epochs: 1 }))
  const [{ checkpoint }] = only(events, 'checkpoint')
  const { id } = openModel({ name: 'run', bytes: encodeCheckpoint(checkpoint, tinyModel) })
  expect(modelOf(id).weights).toEqual(weights)
  expect(modelOf(id)).not.toHaveProperty('checkpoint')
})
