/** What `ddpm bench` gives each step to work on. */

import { afterEach, expect, test, vi } from 'vitest'
import { openReference } from '../../../src/backends/reference/device.ts'
import { ReferenceJob } from '../../../src/backends/reference/job.ts'
import { type JobName, jobNames, openWorkload } from '../../../src/cli/bench/workload.ts'
import type { Network } from '../../../src/nn/network.ts'
import { initialParameters } from '../../../src/nn/parameters.ts'
import { unet } from '../../../src/nn/unet/definition.ts'
import { tinyModel, tinySchedule } from '../../tiny.ts'

const conditional = unet({ imageSize: 8, widths: [8], attentionAt: [], groups: 2, classes: 4 })
afterEach(() => void vi.restoreAllMocks())

/** What a step writes, by the inputs' names. */
async function written(job: JobName, model: Network) {
  const write = vi.spyOn(ReferenceJob.prototype, 'write')
  const weights = initialParameters(model.parameters, 0)
  const loaded = { network: model, schedule: tinySchedule, target: 'v', weights } as const
  const { step } = await openWorkload(openReference(), job, loaded, 6)
  await step()
  return Object.fromEntries(write.mock.calls)
}

test.each(jobNames)('%s: a model with classes gets them in turn', async (job) => {
  expect((await written(job, conditional))['labels']).toEqual(Int32Array.of(0, 1, 2, 3, 0, 1))
})

test.each(jobNames)('%s: a model without classes gets none', async (job) => {
  expect(await written(job, tinyModel)).not.toHaveProperty('labels')
})
