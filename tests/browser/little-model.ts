/**
 * A model in the place of the bundled one: as small as one can be that makes images of its size and
 * knows classes. It has learnt nothing; pages that are asked for something else need no better.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import { bundledModels } from '../../src/models/bundled.ts'
import { encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'

export const littleOptions = {
  ...{ widths: [8], layersPerBlock: 1, midAttention: false, attentionAt: [], patch: 2 },
  classes: 10,
}

const model = unet(littleOptions)

export const littleModel = encodeModel({
  ...{ network: model, schedule: buildSchedule('cosine'), target: 'v' },
  weights: initialParameters(model.parameters, 1),
})

/** A folder that holds it as the package's holds the bundled one. */
export function littleModels() {
  const folder = mkdtempSync(join(tmpdir(), 'ddpm-models-'))
  for (const name of bundledModels) writeFileSync(join(folder, `${name}.safetensors`), littleModel)
  return { folder, remove: () => rmSync(folder, { recursive: true }) }
}
