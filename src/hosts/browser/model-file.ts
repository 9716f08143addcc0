/** Model files of a page: fetched from an address. */

import { DdpmError } from '../../base/errors.ts'
import type { BundledName } from '../../models/bundled.ts'
import { browserError } from './errors.ts'

/**
 * The bytes of a file on the web.
 * @throws {DdpmError} `model.unreachable`
 */
export async function fetchModelFile(url: string | URL): Promise<Uint8Array> {
  const response = await fetch(url).catch((cause: unknown) => {
    throw browserError('model.unreachable', { url: String(url) }, { cause })
  })
  const { ok, status } = response
  if (!ok) throw browserError('model.unreachable', { url: String(url), status })
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * The bytes of a model that comes with the package, beside the module that is running. Its address is not
 * written as bundlers look for them, so that no page ships models that it does not use.
 * @throws {DdpmError} `model.bundled-unreachable`
 */
export async function fetchBundledModel(name: BundledName): Promise<Uint8Array> {
  const here = import.meta.url
  const url = new URL(`../../../models/${name}.safetensors`, here)
  return await fetchModelFile(url).catch((cause: unknown) => {
    if (!(cause instanceof DdpmError)) throw cause
    throw browserError('model.bundled-unreachable', { name, url: String(url) }, { cause })
  })
}
