/** A model from an address, as a page loads it. */

import { afterEach, expect, test, vi } from 'vitest'
import { loadModel } from '../../../../src/browser.ts'
import { bundledModels } from '../../../../src/models/bundled.ts'
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

test('of the package is beside the module, and elsewhere said to be imported', async () => {
  const asked: string[] = []
  const bytes = Uint8Array.from(
    new Model({ network: tinyModel, schedule: tinySchedule, target: 'eps', weights }).encode(),
  )
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(String(url))
    return new Response(bytes)
  })
  for (const name of bundledModels) expect((await loadModel(name)).weights).toEqual(weights)
  const root = new URL('../../../../', import.meta.url)
  expect(asked).toEqual(
    bundledModels.map((name) => String(new URL(`models/${name}.safetensors`, root))),
  )
  serve(async () => new Response('', { status: 404 }))
  const [name] = bundledModels
  await expect(loadModel(name)).rejects.toThrow(coded('model.bundled-unreachable', { name }))
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
