/** Architectures by name: how a file says which network it holds. */

import { UserError } from '../engine/errors.ts'
import { nearest } from '../engine/nearest.ts'
import type { Shape } from '../engine/shape.ts'
import type { Model } from './model.ts'
import { type SimpleUnetOptions, simpleUnet } from './simple-unet.ts'

type Options = Readonly<Record<string, number | readonly number[]>>

const architectures: Readonly<Record<string, (options: Options) => Model>> = {
  'simple-unet': (options) => simpleUnet(options as SimpleUnetOptions),
}

export const architectureNames: readonly string[] = Object.keys(architectures)

/** @throws {UserError} where the name is unknown or an option out of range. */
export function buildModel(architecture: string, options: Options): Model {
  const build = Object.hasOwn(architectures, architecture) && architectures[architecture]
  if (!build) {
    throw new UserError(
      `architecture "${architecture}" is unknown${nearest(architecture, architectureNames)}: ` +
        `this version knows ${architectureNames.join(', ')}`,
    )
  }
  return build(options)
}

/**
 * The model whose parameters have these names and PyTorch shapes: for files that do not say.
 * The image size is not in the weights; 28 is assumed.
 * @throws {UserError} where no known architecture fits.
 */
export function recogniseModel(shapes: ReadonlyMap<string, Shape>): Model {
  const [first, second, third] = ['conv1', 'conv2', 'conv3'].map((name) => {
    return shapes.get(`${name}.weight`)
  })
  const timeDim = shapes.get('time_mlp.1.weight')?.[0]
  if (!first || !second || !third || !timeDim || first.length !== 4) {
    throw new UserError(
      `these are not the weights of a known architecture (${architectureNames.join(', ')}): ` +
        'the file names none, and conv1, conv2, conv3 and time_mlp.1 are not all there',
    )
  }
  return simpleUnet({ channels: first[1], widths: [first[0], second[0], third[0]], timeDim })
}
