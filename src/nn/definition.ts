/** What an architecture is: one definition, from which its types, checks, flags, controls and docs are made. */

import type { OptionSpecs, OptionsOf, Resolved } from '../base/option-specs.ts'
import { resolveOptions } from '../base/options.ts'
import type { Shape } from '../base/shape.ts'
import type { Network } from './network.ts'

/** Of each of a file's weights: its name and its shape, as PyTorch has them. */
export type WeightShapes = ReadonlyMap<string, Shape>

/** What beginners choose between instead of widths. */
export const architectureSizes = ['small', 'medium', 'large'] as const
export type ArchitectureSize = (typeof architectureSizes)[number]

/** How an architecture is recognised in a file that does not name it. */
export interface Recognition<Options> {
  /** The weights that it is recognised by, as errors list them. */
  readonly landmarks: string
  /** Options that change its predictions or its images and that weights do not tell. Default: none. */
  readonly untold?: readonly (keyof Options & string)[]
  /** Its options as far as the weights tell; undefined where these are not its weights. */
  readonly optionsOf: (shapes: WeightShapes) => Options | undefined
}

/** The layers whose shapes follow from images and classes: where weights of other images are fitted. */
export interface EdgeLayers {
  readonly input: string
  readonly output: string
  /** The table of classes. */
  readonly classes?: string
  /** The layer whose output the row of a class is added to. */
  readonly classesInto?: string
}

/** An architecture as its folder defines it. */
export interface ArchitectureDefinition<
  Name extends string = string,
  Specs extends OptionSpecs = OptionSpecs,
  Chosen extends keyof Specs = keyof Specs,
> {
  readonly name: Name
  /** One line: what it is good for. */
  readonly help: string
  /** Where it comes from. */
  readonly source: string
  /**
   * All that shapes a network. `channels` and `imageSize` are those of the images that it is trained on, and
   * `classes`, which only an architecture that can learn them has, is their number.
   */
  readonly options: Specs
  /** What a training run chooses of them: its flags and controls. The rest keeps its defaults. */
  readonly chosen: readonly Chosen[]
  /** What divides the height and width of its images, where not any size will do. */
  readonly sizeStep?: (options: Resolved<Pick<Specs, Chosen>>) => number
  /** What beginners choose between. */
  readonly sizes?: Readonly<Record<ArchitectureSize, OptionsOf<Pick<Specs, Chosen>>>>
  /**
   * Builds the network, which holds its options in `options`.
   * @throws {DdpmError} `architecture.option-invalid` where options do not fit each other
   */
  readonly build: (options: Resolved<Specs>) => Network
  readonly recognition?: Recognition<OptionsOf<Specs>>
  /** Without it only a network for the same images and classes can start from another one. */
  readonly edges?: EdgeLayers
}

/** Infers a definition's types. */
export const defineArchitecture = <
  const Name extends string,
  const Specs extends OptionSpecs,
  const Chosen extends keyof Specs,
>(
  definition: ArchitectureDefinition<Name, Specs, Chosen>,
): ArchitectureDefinition<Name, Specs, Chosen> => definition

/**
 * A network of an architecture.
 * @throws {DdpmError} `option.unknown`, `option.wrong-type`, `option.out-of-range`,
 * `architecture.option-invalid`
 */
export function networkOf<Specs extends OptionSpecs>(
  definition: Pick<ArchitectureDefinition<string, Specs, never>, 'name' | 'options' | 'build'>,
  options: OptionsOf<Specs>,
): Network {
  return definition.build(resolveOptions(definition.name, definition.options, options))
}
