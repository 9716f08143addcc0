/** A model that diffusers has saved, from the parts of its folder. */

import { buildSchedule, scheduleFromConfig } from '../diffusion/schedules.ts'
import type { SafeTensor } from '../formats/tensor-types.ts'
import { withCurrentNames } from '../interchange/diffusers/names.ts'
import { readScheduler } from '../interchange/diffusers/scheduler.ts'
import { readUnetConfig } from '../interchange/diffusers/unet-config.ts'
import { networkByName } from '../nn/registry.ts'
import { assumptions, type DecodeOptions, type ModelContents } from './contents.ts'
import { readFlat, refuseExtras } from './file.ts'

/** What the files of a folder hold. */
export interface DiffusersParts {
  /** `config.json` of the network. */
  readonly config: unknown
  /** `scheduler_config.json`; a network alone has none. */
  readonly scheduler?: unknown
  /** Weights by name, in PyTorch's layout, in any precision. */
  readonly tensors: ReadonlyMap<string, SafeTensor>
}

/** Schedule, target and sampling: the scheduler's, or what is assumed where there is none. */
function diffusionOf({ scheduler }: DiffusersParts, { assume = {} }: DecodeOptions) {
  if (scheduler !== undefined) {
    const { schedule, ...read } = readScheduler(scheduler)
    return { ...read, schedule: scheduleFromConfig(schedule) }
  }
  const { schedule = buildSchedule('linear'), target = 'eps' } = assume
  return { schedule, target, notes: assumptions(assume, '') }
}

/**
 * Reads a UNet2DModel and its scheduler.
 * @throws {DdpmError} `config.…`, `scheduler.…` where it is not covered here, naming the key; `model-file.…`
 * where weights and config contradict each other, naming the tensor; `architecture.…`
 */
export function readDiffusers(parts: DiffusersParts, options: DecodeOptions = {}): ModelContents {
  const { options: said = {} } = options.assume ?? {}
  const { options: read, notes } = readUnetConfig(parts.config, said)
  const network = options.network ?? networkByName('unet', read)
  const file = { metadata: {}, tensors: withCurrentNames(parts.tensors) }
  refuseExtras(file, network, [''])
  const { notes: others, ...diffusion } = diffusionOf(parts, options)
  return {
    ...{ network, ...diffusion, weights: readFlat(file, '', network) },
    notes: [...notes, ...others],
  }
}
