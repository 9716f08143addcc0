/** A model loaded, a device opened, something made with both, and all of it closed again. */

import { type Device, type LoadedFile, loadModel, openDevice, scheduleWarning } from '../../node.ts'
import { count } from '../terminal/format.ts'
import type { SampleReporter } from './reporter.ts'

export interface ModelSettings {
  /** A run folder or a file. */
  readonly source: string
  readonly device?: string | undefined
  readonly threads?: number | undefined
}

/** @param make gives the paths of what it wrote */
export async function withModel(
  { source, device: name, threads }: ModelSettings,
  reporter: SampleReporter,
  make: (loaded: LoadedFile, device: Device) => Promise<readonly string[]>,
): Promise<void> {
  const loaded = await loadModel(source)
  const device = await openDevice({ device: name, threads })
  try {
    const { architecture, parameterCount } = loaded.model
    reporter.notice(`${loaded.path}: ${architecture}, ${count(parameterCount)} parameters`)
    const warning = scheduleWarning(loaded.schedule)
    if (warning) reporter.notice(`Warning: ${warning}`)
    reporter.news({ kind: 'done', files: await make(loaded, device) })
  } finally {
    reporter.end()
    await device.close()
  }
}
