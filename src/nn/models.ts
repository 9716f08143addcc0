/** Architectures by name: how a file says which network it holds. */

import type { Shape } from '../base/shape.ts'
import { nnError } from './errors.ts'
import type { ArchitectureOptions, Network } from './network.ts'
import { type SimpleUnetOptions, simpleUnet } from './simple-unet.ts'
import type { UnetOptions } from './unet/options.ts'
import { recogniseUnet } from './unet/recognise.ts'
import { unet } from './unet/unet.ts'

const architectures: Readonly<Record<string, (options: ArchitectureOptions) => Network>> = {
  'simple-unet': (options) => simpleUnet(options as SimpleUnetOptions),
  unet: (options) => unet(options as UnetOptions),
}

/** Every architecture's name. */
export const architectureNames: readonly string[] = Object.keys(architectures)

/**
 * The network of an architecture's name.
 * @param options those of its own function (`simpleUnet`, `unet`), as its `options` gave them
 * @throws {DdpmError} `architecture.unknown`, `architecture.option-invalid`
 */
export function networkByName(architecture: string, options: ArchitectureOptions): Network {
  const build = Object.hasOwn(architectures, architecture) && architectures[architecture]
  if (!build)
    throw nnError('architecture.unknown', { name: architecture, known: architectureNames })
  return build(options)
}

function recogniseSimpleUnet(shapes: ReadonlyMap<string, Shape>): SimpleUnetOptions | undefined {
  const [first, second, third] = ['conv1', 'conv2', 'conv3'].map((name) => {
    return shapes.get(`${name}.weight`)
  })
  const timeDim = shapes.get('time_mlp.1.weight')?.[0]
  if (!first || !second || !third || !timeDim || first.length !== 4) return undefined
  return { channels: first[1], widths: [first[0], second[0], third[0]], timeDim }
}

/**
 * The model whose parameters have these names and PyTorch shapes: for files that do not say.
 * The image size is not in the weights; 28 is assumed, or the next size that a unet can halve.
 * @throws {DdpmError} `architecture.unrecognised`
 */
export function recogniseNetwork(shapes: ReadonlyMap<string, Shape>): Network {
  const simple = recogniseSimpleUnet(shapes)
  if (simple) return simpleUnet(simple)
  const options = recogniseUnet(shapes)
  if (options) return unet(options)
  throw nnError('architecture.unrecognised', { known: architectureNames })
}
