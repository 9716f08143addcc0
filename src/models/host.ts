/** The host that models are on: what a door has provided, else one without files. */

import type { ModelHost } from './host-interface.ts'

let provided: ModelHost | undefined

/** Says what the host does here. */
export function provideHost(host: ModelHost): void {
  provided = host
}

/** The host; loaded only where nobody provides one, one without files. */
export async function modelHost(): Promise<ModelHost> {
  return provided ?? (await import('./without-files.ts')).withoutFiles
}
