import { expect, test } from 'vitest'
import { decodeContents, encodeModel } from '../../../../src/models/contents.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import { unet } from '../../../../src/nn/unet/definition.ts'
import { encodeCheckpoint } from '../../../../src/training/checkpoint.ts'
import { modelOf, openModel, saveModel } from '../../../../studio/src/compute/worker/models.ts'
import { torchFixture } from '../../../golden/torch-models.ts'
import { only, runAll, tinyModel, tinyOptions, tinySchedule } from '../../../tiny.ts'

test('of a checkpoint the weights alone are kept', async () => {
  const { events, weights } = await runAll(tinyOptions({ epochs: 1 }))
  const [{ checkpoint }] = only(events, 'checkpoint')
  const { id } = await openModel({ name: 'run', bytes: encodeCheckpoint(checkpoint, tinyModel) })
  expect(modelOf(id).weights).toEqual(weights)
  expect(modelOf(id)).not.toHaveProperty('checkpoint')
})

test('the names of its classes are kept for the page, and in the file that it hands out', async () => {
  const network = unet({
    ...{ widths: [8], layersPerBlock: 1, attentionAt: [], midAttention: false },
    ...{ imageSize: 8, classes: 2 },
  })
  const weights = initialParameters(network.parameters, 1)
  const named = { network, weights, schedule: tinySchedule, classNames: ['cat', 'dog'] }
  const info = await openModel({ name: 'pets', bytes: encodeModel(named) })
  expect(info.classNames).toEqual(['cat', 'dog'])
  expect(decodeContents(saveModel({ model: info.id })).classNames).toEqual(['cat', 'dog'])
})

test("a checkpoint of PyTorch's is a model, too", async () => {
  const bytes = torchFixture('lucidrains')
  const info = await openModel({ name: 'lucid', bytes })
  expect(info).toMatchObject({ architecture: 'lucid-unet', imageShape: [32, 32, 3], target: 'v' })
})
