/** The host that models are on: what a door has provided. Without one there are no files. */

import { modelError } from './errors.ts'
import type { ModelHost } from './host-interface.ts'

let provided: ModelHost | undefined

/** Says what the host does here; undefined: there is none. */
export function provideHost(host: ModelHost | undefined): void {
  provided = host
}

/** The host, if there is one. */
export const modelHost = (): ModelHost | undefined => provided

/** The host that writes. @throws {DdpmError} `model.without-files` */
export function writingHost(): ModelHost {
  if (!provided) throw modelError('model.without-files')
  return provided
}

/** The host that loads data by a name or a path. @throws {DdpmError} `model.data-without-files` */
export function loadingHost(data: string): ModelHost {
  if (!provided) throw modelError('model.data-without-files', { data })
  return provided
}
