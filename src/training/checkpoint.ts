/**
 * Checkpoints as safetensors bytes: a model's file with the optimizer, the progress and the config of
 * its run beside the weights.
 */

import * as v from 'valibot'
import { scheduleFromConfig } from '../diffusion/schedules.ts'
import { readSafetensors, type SafetensorsFile, writeSafetensors } from '../formats/safetensors.ts'
import { fromFloat32, type SafeTensor } from '../formats/tensor-types.ts'
import { type DecodeOptions, type ModelContents, readModel } from '../models/contents.ts'
import {
  checked,
  describe,
  descriptionIn,
  EMA_PREFIX,
  emaPrefix,
  pack,
  readFlat,
  readNamed,
  refuseExtras,
} from '../models/file.ts'
import { fileError } from '../models/file-errors.ts'
import { classNamesSchema, preparationSchema } from '../models/provenance.ts'
import type { Network } from '../nn/network.ts'
import { networkByName } from '../nn/registry.ts'
import { bestWeights, type Checkpoint, progressSchema, runConfigSchema } from './config.ts'
import { HISTORY, type ResamplerState } from './resampler.ts'

/** Prefixes of the flat buffers in a file; weights have none. */
const buffers = { weights: '', m: 'adam.m.', v: 'adam.v.' } as const
/** Names of the resampler's tensors. */
const resamplerNames = { history: 'resampler.history', counts: 'resampler.counts' } as const

const checkpointDescription = v.object({
  config: runConfigSchema,
  progress: progressSchema,
  variant: v.optional(v.string()),
  classNames: v.optional(classNamesSchema),
  preparation: v.optional(preparationSchema),
})

/** A model with its weights, as loaded from a file. */
export interface LoadedModel extends ModelContents {
  /** Where the file is a checkpoint: all of it. */
  readonly checkpoint?: Checkpoint
}

function packResampler(into: Map<string, SafeTensor>, { history, counts }: ResamplerState): void {
  into.set(resamplerNames.history, fromFloat32([counts.length, HISTORY], history))
  into.set(resamplerNames.counts, fromFloat32([counts.length], counts))
}

/**
 * The bytes of a checkpoint: weights, Adam's moments, the EMA and the resampler's memory where
 * the run has them, config and progress.
 */
export function encodeCheckpoint(checkpoint: Checkpoint, model: Network): Uint8Array {
  const { config, progress, variant, classNames, preparation } = checkpoint
  const rng = { algorithm: 'philox4x32-10', seed: config.training.seed, step: progress.step }
  const tensors = new Map<string, SafeTensor>()
  for (const [name, prefix] of Object.entries(buffers)) {
    pack(tensors, prefix, model, checkpoint[name as keyof typeof buffers])
  }
  if (checkpoint.ema) pack(tensors, EMA_PREFIX, model, checkpoint.ema)
  if (checkpoint.resampler) packResampler(tensors, checkpoint.resampler)
  return writeSafetensors(
    tensors,
    describe('checkpoint', { config, progress, variant, rng, classNames, preparation }),
  )
}

function readResampler(file: SafetensorsFile, timesteps: number): ResamplerState {
  return {
    history: readNamed(file, resamplerNames.history, [timesteps, HISTORY]),
    counts: readNamed(file, resamplerNames.counts, [timesteps]),
  }
}

function readCheckpoint(
  file: SafetensorsFile,
  description: unknown,
  { weights: wanted, network }: DecodeOptions,
): LoadedModel {
  const { config, progress, variant, ...about } = checked(checkpointDescription, description)
  const { classNames, preparation } = about
  const learnt = { ...(classNames && { classNames }), ...(preparation && { preparation }) }
  const model = network ?? networkByName(config.model.architecture, config.model.options)
  const schedule = scheduleFromConfig(config.schedule)
  const { target, emaDecay, timestepSampling } = config.training
  const resamples = timestepSampling === 'loss-second-moment'
  const ema = emaPrefix(file, model) ?? EMA_PREFIX
  const prefixes = [...Object.values(buffers), ...(emaDecay > 0 ? [ema] : [])]
  refuseExtras(file, model, prefixes, resamples ? Object.values(resamplerNames) : [])
  const checkpoint: Checkpoint = {
    config,
    progress,
    ...(variant !== undefined && { variant }),
    ...learnt,
    weights: readFlat(file, buffers.weights, model),
    m: readFlat(file, buffers.m, model),
    v: readFlat(file, buffers.v, model),
    ...(emaDecay > 0 && { ema: readFlat(file, ema, model) }),
    ...(resamples && { resampler: readResampler(file, schedule.timesteps) }),
  }
  const weights = wanted === 'raw' ? checkpoint.weights : bestWeights(checkpoint)
  return {
    network: model,
    schedule,
    target,
    weights,
    checkpoint,
    ...learnt,
  }
}

/**
 * Reads a checkpoint, a model saved by this program, or a known network's weights saved by PyTorch.
 * @throws {DdpmError} `model-file.…` or `safetensors.…`: what is wrong with the file
 */
export function decodeModel(bytes: Uint8Array, options: DecodeOptions = {}): LoadedModel {
  const file = readSafetensors(bytes)
  const description = descriptionIn(file)
  if (description?.kind === 'checkpoint') return readCheckpoint(file, description, options)
  return readModel(file, description, options)
}

/**
 * What `encodeCheckpoint` has made: `train` continues from it with `resume`.
 * @param options for a network of your own the network
 * @throws {DdpmError} `model-file.not-a-checkpoint` and others of `model-file.…`, `safetensors.…`
 */
export function decodeCheckpoint(
  bytes: Uint8Array,
  options: Pick<DecodeOptions, 'network'> = {},
): Checkpoint {
  const { checkpoint } = decodeModel(bytes, options)
  if (!checkpoint) throw fileError('model-file.not-a-checkpoint')
  return checkpoint
}
