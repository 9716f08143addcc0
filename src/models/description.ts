/** How files describe a model: its network and its schedule as JSON, written and read. */

import * as v from 'valibot'
import { DdpmError } from '../base/errors.ts'
import { type AnySamplerOptions, samplerNames } from '../diffusion/samplers/registry.ts'
import { readScheduleConfig, type ScheduleConfig } from '../diffusion/schedules.ts'
import type { Network } from '../nn/network.ts'

/** How to build a model again. */
export const modelSchema = v.object({
  architecture: v.string(),
  options: v.record(
    v.string(),
    v.union([
      v.boolean(),
      v.number(),
      v.string(),
      v.array(v.number()),
      v.object({ width: v.number(), height: v.number() }),
    ]),
  ),
})

/** How to build a schedule again, read from a file. */
export const scheduleSchema = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): ScheduleConfig => {
    try {
      return readScheduleConfig(dataset.value)
    } catch (error) {
      if (!(error instanceof DdpmError)) throw error
      addIssue({ message: error.message })
      return NEVER
    }
  }),
)

const primitive = v.union([v.boolean(), v.number(), v.string()])

/** A sampler of those known here and its options, which it judges itself when it is built. */
export const samplingSchema = v.object({
  sampler: v.picklist(samplerNames),
  options: v.pipe(
    v.record(v.string(), primitive),
    v.transform((options): AnySamplerOptions => options),
  ),
})

type ModelConfig = v.InferOutput<typeof modelSchema>

/** The part of a model that goes into files. */
export function modelConfig({ architecture, options }: Network): ModelConfig {
  const plain = Object.entries(options).map(([key, value]) => {
    return [key, structuredClone(value)]
  })
  return { architecture, options: Object.fromEntries(plain) }
}
