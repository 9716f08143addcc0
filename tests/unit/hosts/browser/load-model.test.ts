/** A model from an address, as a page loads it. */

import { afterEach, expect, test, vi } from 'vitest'
import { loadModel } from '../../../../src/browser.ts'
import { provideHost } from '../../../../src/models/host.ts'
import { Model } from '../../../../src/models/model.ts'
import { initialParameters } from '../../../../src/nn/parameters.ts'
import { coded } from '../../../coded.ts'
import { tinyModel, tinySchedule } from '../../../tiny.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  provideHost(undefined)
})

const serve = (answer: () => Promise<Response>) => vi.stubGlobal('fetch', answer)
const weights = initialParameters(tinyModel.parameters, 1)

test('is fetched and decoded', async () => {
  const model = new Model({ network: tinyModel, schedule: tinySchedule, target: 'eps', weights })
  serve(async () => new Response(Uint8Array.from(model.encode())))
  expect((await loadModel('pets.safetensors')).weights).toEqual(weights)
})

test('that does not come, or is not one, is refused by its address', async () => {
  const url = 'pets.safetensors'
  serve(async () => new Response('', { status: 404 }))
  await expect(loadModel(url)).rejects.toThrow(coded('model.unreachable', { url, status: 404 }))
  serve(() => Promise.reject(new TypeError('offline')))
  await expect(loadModel(url)).rejects.toThrow(coded('model.unreachable', { url }))
  serve(async () => new Response('<html>'))
  await expect(loadModel(url)).rejects.toThrow(/^pets\.safetensors: /)
})
