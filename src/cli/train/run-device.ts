/** The device of a run, with the kernels that it began with. */

import type { Device } from '../../engine/device.ts'
import { backendHere, runsHere } from '../../hosts/node/backends.ts'
import { openDevice } from '../../node.ts'
import type { Checkpoint } from '../../training/config.ts'
import type { TrainFlags, TrainSettings } from './settings.ts'

/** What decides how a run is computed. */
export interface RunKernels {
  readonly settings: TrainSettings
  /** What of them was typed. */
  readonly typed: TrainFlags
  /** Where the run is resumed. */
  readonly checkpoint: Checkpoint | undefined
}

const MAY_DIFFER = 'so the last bits of its numbers may differ from here on'

/**
 * The kernels to ask for: those typed, or those of the run where this machine has them.
 * @param onNotice called where the run changes its kernels
 */
function wantedVariant(
  { settings, typed, checkpoint }: RunKernels,
  onNotice: (text: string) => void,
): string | undefined {
  const begun = settings.variant ?? checkpoint?.variant
  if (typed.variant !== undefined || begun === undefined) return typed.variant
  if (runsHere(begun)) return begun
  onNotice(`Warning: the run began with --variant ${begun}, which does not run here, ${MAY_DIFFER}`)
  return undefined
}

/**
 * Opens the device of a run. A resumed run computes with the kernels it began with, whatever is
 * fastest at the moment.
 * @param onNotice called with a warning where it cannot, or is to change them
 * @throws {DdpmError} where the device cannot be opened as asked.
 */
export async function openRunDevice(
  run: RunKernels,
  onNotice: (text: string) => void,
): Promise<Device> {
  const { settings, typed, checkpoint } = run
  const { device: name, threads } = settings
  const { variants } = backendHere(name)
  const variant = variants.length > 0 ? wantedVariant(run, onNotice) : undefined
  const device = await openDevice({ device: name, threads, variant })
  const before = checkpoint?.variant
  if (typed.variant !== undefined && before !== undefined && before !== device.variant) {
    onNotice(`Warning: the run has been computed with --variant ${before}, ${MAY_DIFFER}`)
  }
  return device
}
