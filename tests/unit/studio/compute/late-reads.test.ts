/** A device that reads late, as one does whose queue is busy with a training. */

import { expect, test, vi } from 'vitest'
import { openReference } from '../../../../src/backends/reference/device.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import { keepModel } from '../../../../studio/src/compute/worker/models.ts'
import { predict } from '../../../../studio/src/compute/worker/prediction.ts'
import { Task } from '../../../../studio/src/compute/worker/task.ts'
import { trajectoryOf } from '../../../../studio/src/compute/worker/trajectory.ts'
import { tinyModel, tinySchedule } from '../../../tiny.ts'

const device = vi.hoisted(() => ({ device: undefined as unknown }))
vi.mock('../../../../studio/src/compute/worker/device.ts', () => ({
  device: async () => device.device,
}))

const reference = openReference()
device.device = {
  ...{ name: reference.name, description: reference.description },
  load: reference.load.bind(reference),
  createBuffer(...args: Parameters<typeof reference.createBuffer>) {
    const buffer = reference.createBuffer(...args)
    const read = buffer.read.bind(buffer)
    return Object.assign(buffer, {
      async read() {
        await new Promise((resolve) => setImmediate(resolve))
        return await read()
      },
    })
  },
}

const { id: model } = keepModel('late', {
  ...{ network: tinyModel, schedule: tinySchedule, target: 'eps' },
  weights: initialParameters(tinyModel.parameters, 1),
})

test('predicting waits for its answer before it frees what it reads', async () => {
  const image = { shape: [1, 8, 8, 1], bytes: new Uint8Array(64) } as const
  const { noised } = await predict({ model, image, t: 3, seed: 1 })
  expect(noised.shape).toEqual([1, 8, 8, 1])
})

test('so does a trajectory', async () => {
  const asked = { model, index: 0, sampler: 'ddim', steps: 2, seed: 1 } as const
  expect(await trajectoryOf(asked, new Task(() => {}))).toHaveLength(3)
})
