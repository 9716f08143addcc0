/** How files describe a model: its network and its schedule as JSON, written and read. */

import * as v from 'valibot'
import type { Schedule } from '../diffusion/schedules.ts'
import type { Model as Network } from '../nn/model.ts'

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** How to build a model again. */
export const modelSchema = v.object({
  architecture: v.string(),
  options: v.record(v.string(), v.union([v.boolean(), v.number(), v.array(v.number())])),
})

const zeroSnr = v.optional(v.literal(true))
const betaRange = { timesteps: count, betaStart: v.number(), betaEnd: v.number(), zeroSnr }

/** How to build a schedule again: diffusion's `ScheduleConfig`, read from a file. */
export const scheduleSchema = v.variant('name', [
  v.object({ name: v.literal('linear'), ...betaRange }),
  v.object({ name: v.literal('linear-1000'), ...betaRange }),
  v.object({ name: v.literal('scaled-linear'), ...betaRange }),
  v.object({ name: v.literal('sigmoid-beta'), ...betaRange }),
  v.object({ name: v.literal('cosine'), timesteps: count, s: v.number(), zeroSnr }),
  v.object({
    name: v.literal('sigmoid'),
    timesteps: count,
    start: v.number(),
    end: v.number(),
    tau: v.number(),
    zeroSnr,
  }),
  v.object({ name: v.literal('betas'), betas: v.array(v.number()), zeroSnr }),
])

type ModelConfig = v.InferOutput<typeof modelSchema>
type ScheduleDescription = v.InferOutput<typeof scheduleSchema>

/** The part of a model that goes into files. */
export function modelConfig({ architecture, options }: Network): ModelConfig {
  const plain = Object.entries(options).map(([key, value]) => {
    return [key, typeof value === 'object' ? [...value] : value]
  })
  return { architecture, options: Object.fromEntries(plain) }
}

/** The part of a schedule that goes into files. */
export function scheduleConfig({ config }: Schedule): ScheduleDescription {
  return config.name === 'betas' ? { ...config, betas: [...config.betas] } : config
}
