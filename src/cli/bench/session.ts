/** A bench run from settings to numbers: what is opened, measured and closed, in order. */

import type { OptionSpecs } from '../../base/option-specs.ts'
import { buildSchedule } from '../../diffusion/schedules.ts'
import { loadModelFile } from '../../hosts/node/model-file.ts'
import type { ArchitectureOptions } from '../../nn/network.ts'
import { initialParameters } from '../../nn/parameters.ts'
import {
  type AnyArchitecture,
  type ArchitectureName,
  architectureByName,
  networkByName,
} from '../../nn/registry.ts'
import { openDevice } from '../../node.ts'
import type { LoadedModel } from '../../training/checkpoint.ts'
import { machine } from '../machine.ts'
import { checkNetworkOptions } from '../network.ts'
import { usageError } from '../usage-errors.ts'
import { type Measured, measure } from './measure.ts'
import { type JobName, openWorkload } from './workload.ts'

export interface BenchSettings {
  /** A run folder or a model file; else a network is made as `network` says. */
  readonly source: string | undefined
  readonly network: {
    readonly model?: ArchitectureName | undefined
    readonly [option: string]: unknown
  }
  readonly job: JobName
  readonly batchSize: number
  readonly rounds: number
  readonly profile: boolean
  readonly device: string | undefined
  readonly threads: number | undefined
  readonly variant: string | undefined
}

export interface BenchResult extends Measured {
  readonly model: LoadedModel['network']
  /** Name and description. */
  readonly device: { readonly name: string; readonly description: string }
  readonly processor: string
  readonly job: JobName
  readonly batchSize: number
  /** Of one step, in direct-algorithm terms. */
  readonly flops: number
}

/** What is asked of a network that is made: all that a run chooses, and what its data would decide. */
export const benchSpecs = ({ options, chosen }: AnyArchitecture): OptionSpecs =>
  Object.fromEntries(
    ['channels', 'imageSize', ...chosen, 'classes'].flatMap((name) =>
      Object.hasOwn(options, name) ? [[name, options[name]]] : [],
    ),
  )

/** A network as described, with the weights that training begins with. */
function newModel({ model: name = 'simple-unet', ...options }: BenchSettings['network']) {
  checkNetworkOptions(name, options, benchSpecs(architectureByName(name)))
  const network = networkByName(name, options as ArchitectureOptions)
  const weights = initialParameters(network.parameters, 0)
  return { network, schedule: buildSchedule('linear'), target: 'eps', weights } as const
}

/** @throws {DdpmError} `usage.network-is-in-file` */
async function modelOf({ source, network }: BenchSettings): Promise<LoadedModel> {
  if (source === undefined) return newModel(network)
  if (Object.values(network).every((value) => value === undefined))
    return await loadModelFile(source)
  throw usageError('usage.network-is-in-file', { source })
}

/**
 * Measures one job on one device.
 * @param onProgress called with what is under way, in words
 * @throws {DdpmError} where the model cannot be read or the device does not do what is asked;
 * the signal's reason where it is aborted.
 */
export async function runBench(
  settings: BenchSettings,
  onProgress: (what: string) => void,
  signal: AbortSignal,
): Promise<BenchResult> {
  const { job, batchSize, rounds, threads, variant } = settings
  const loaded = await modelOf(settings)
  const device = await openDevice({ device: settings.device, threads, variant })
  try {
    const workload = await openWorkload(device, job, loaded, batchSize)
    const { step, flops } = workload
    const profiled = settings.profile ? workload.profile : undefined
    if (settings.profile && !profiled) {
      throw usageError('usage.no-profile', { device: device.name })
    }
    onProgress('Warming up')
    const onRound = (round: number) => onProgress(`Round ${round} of ${rounds}`)
    const measured = await measure(step, profiled, rounds, onRound, signal)
    const { name, description } = device
    const { processor } = machine()
    const facts = {
      device: { name, description },
      processor,
      model: loaded.network,
      job,
      batchSize,
    }
    return { ...facts, flops, ...measured }
  } finally {
    await device.close()
  }
}
