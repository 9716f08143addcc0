/** A model loaded, a device opened, something made with both, and all of it closed again. */

import { scheduleWarning } from '../../diffusion/schedules.ts'
import type { Device } from '../../engine/device.ts'
import type { LoadedFile } from '../../hosts/node/model-file.ts'
import type { Assumed } from '../../models/contents.ts'
import { openDevice } from '../../node.ts'
import { count } from '../terminal/format.ts'
import { loadWith, type WeightChoice, weightNotices } from '../weights.ts'
import type { SampleReporter } from './reporter.ts'

export interface ModelSettings {
  /** A run folder or a file. */
  readonly source: string
  readonly weights?: WeightChoice | undefined
  /** What its file may not say. */
  readonly assume?: Assumed | undefined
  readonly device?: string | undefined
  readonly threads?: number | undefined
  readonly variant?: string | undefined
}

/** @param make gives the paths of what it wrote */
export async function withModel(
  { source, weights, assume, device: name, threads, variant }: ModelSettings,
  reporter: SampleReporter,
  make: (loaded: LoadedFile, device: Device) => Promise<readonly string[]>,
): Promise<void> {
  const loaded = await loadWith(source, weights, assume)
  const device = await openDevice({ device: name, threads, variant })
  try {
    const { architecture, parameterCount } = loaded.network
    reporter.notice(`${loaded.path}: ${architecture}, ${count(parameterCount)} parameters`)
    for (const text of weightNotices(loaded, weights, assume)) reporter.notice(text)
    const warning = scheduleWarning(loaded.schedule)
    if (warning) reporter.notice(`Warning: ${warning}`)
    reporter.news({ kind: 'done', files: await make(loaded, device) })
  } finally {
    reporter.end()
    await device.close()
  }
}
