/** What follows from the list of architectures: names, networks by name, and networks of foreign weights. */

import type { AnyOf, OptionSpecs, OptionsOf } from '../base/option-specs.ts'
import * as all from './architectures.ts'
import {
  type ArchitectureDefinition,
  networkOf,
  type Recognition,
  type WeightShapes,
} from './definition.ts'
import { nnError } from './errors.ts'
import type { ArchitectureOptions, Network } from './network.ts'

type Definitions = (typeof all)[keyof typeof all]

export type ArchitectureName = Definitions['name']

type ChosenOf<Definition> =
  Definition extends ArchitectureDefinition<string, infer Specs, infer Chosen>
    ? OptionsOf<Pick<Specs, Chosen>>
    : never

/** What a training run chooses of an architecture whose name is not known yet: the options of all. */
export type ChosenOptions = AnyOf<ChosenOf<Definitions>>

/** What is common to all definitions. */
export interface AnyArchitecture
  extends Omit<
    ArchitectureDefinition<string, OptionSpecs, string>,
    'build' | 'recognition' | 'sizes' | 'sizeStep'
  > {
  readonly build: (options: never) => Network
  readonly recognition?: Recognition<object>
  readonly sizes?: Readonly<Record<string, object>>
  readonly sizeStep?: (options: never) => number
}

/** Every architecture. */
export const architectures: readonly (AnyArchitecture & { readonly name: ArchitectureName })[] =
  Object.values(all)

/** Every architecture's name. */
export const architectureNames: readonly ArchitectureName[] = architectures.map(({ name }) => name)

/**
 * By its name.
 * @param known default: every architecture of this version
 * @throws {DdpmError} `architecture.unknown`
 */
export function architectureByName(
  name: string,
  known: readonly AnyArchitecture[] = architectures,
): AnyArchitecture {
  const definition = known.find((one) => one.name === name)
  if (definition) return definition
  throw nnError('architecture.unknown', { name, known: known.map((one) => one.name) })
}

/** A network of a definition, with options from a file or from settings. */
const build = (definition: AnyArchitecture, options: object): Network =>
  networkOf(
    // resolved by this definition's own specs
    { ...definition, build: (resolved) => definition.build(resolved as never) },
    { ...options } as OptionsOf<OptionSpecs>,
  )

/**
 * The network of an architecture's name.
 * @param options those of its own function (`simpleUnet`, `unet`), as its `options` gave them
 * @param known default: every architecture of this version
 * @throws {DdpmError} `architecture.unknown`, `architecture.option-invalid`, `option.unknown`,
 * `option.wrong-type`, `option.out-of-range`
 */
export function networkByName(
  architecture: string,
  options: ArchitectureOptions,
  known: readonly AnyArchitecture[] = architectures,
): Network {
  return build(architectureByName(architecture, known), options)
}

/**
 * The network whose parameters have these names and PyTorch shapes: for files that do not say.
 * The image size is not in the weights; 28 is assumed, or the next size that a unet can halve.
 * @param known default: every architecture of this version
 * @throws {DdpmError} `architecture.unrecognised`
 */
export function recogniseNetwork(
  shapes: WeightShapes,
  known: readonly AnyArchitecture[] = architectures,
): Network {
  for (const definition of known) {
    const options = definition.recognition?.optionsOf(shapes)
    if (options) return build(definition, options)
  }
  const able = known.filter(({ recognition }) => recognition)
  throw nnError('architecture.unrecognised', {
    known: able.map(({ name }) => name),
    landmarks: able.map(({ recognition }) => `${recognition?.landmarks}`),
  })
}
