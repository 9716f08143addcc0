/** What the page asks of `ddpm studio`, where that serves it. */

import type { RunDetail, RunSummary } from '../../../../src/runs/protocol.ts'
import { inAddress } from '../../shell/address.ts'

/** Of a file of a run, as it was written at that time. */
export const fileAddress = (run: string, file: string, written: number) =>
  `api/runs/${inAddress(run)}/files/${file.split('/').map(inAddress).join('/')}?${written}`

export const eventsAddress = 'api/events'

/** No answer, or one that may be another in a while. */
export class NoAnswer extends Error {}

/** An answer's value; nothing where the host has none of it. @throws {NoAnswer} */
async function askFor<Value>(address: string): Promise<Value | undefined> {
  const response = await fetch(address).catch((cause: unknown) => {
    throw new NoAnswer('the host cannot be reached', { cause })
  })
  if (response.status >= 500) throw new NoAnswer(`HTTP ${response.status}`)
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  if (!response.ok || !isJson) return undefined
  return await response.json().catch((cause: unknown) => {
    throw new NoAnswer('the answer broke off', { cause })
  })
}

/** All runs; nothing where no `ddpm studio` is behind the page. @throws {NoAnswer} */
export const askForRuns = () => askFor<readonly RunSummary[]>('api/runs')

/** A run with its curves; nothing where it is gone. @throws {NoAnswer} */
export const askForRun = (name: string) => askFor<RunDetail>(`api/runs/${inAddress(name)}`)
