/** Weights of one network for another of its kind: by name, fitted where classes or channels differ. */

import { sameShape, sizeOf } from '../base/shape.ts'
import type { EdgeLayers } from './definition.ts'
import { channelMap, fitInput, fitOutput } from './fit-channels.ts'
import { type ClassRows, fitClassRows, foldAnyClass } from './fit-classes.ts'
import type { Network } from './network.ts'
import { fromTorch, initialParameters, type PlacedParameter, toTorch } from './parameters.ts'

/** A network with its numbers. */
export interface TrainedNetwork {
  readonly network: Network
  /** Parameters in the engine's layout. */
  readonly weights: Float32Array
  /** Of its classes, in their order; numbers where there are none. */
  readonly classNames?: readonly string[] | undefined
}

/** What a network begins as, and where it comes from. */
export interface FittedWeights {
  /** Parameters in the engine's layout. */
  readonly weights: Float32Array
  /** Parameters taken over as they are. */
  readonly kept: readonly string[]
  /** Those taken over and fitted to other channels or classes. */
  readonly fitted: readonly string[]
  /** Those that begin as in a run of their own. */
  readonly fresh: readonly string[]
  /** What became of the classes, where both have some. */
  readonly classes?: ClassRows
}

/** Values in PyTorch's layout, and whether they are the parent's own. */
interface Found {
  readonly values: Float32Array
  readonly isFitted: boolean
}

const named = (network: Network) =>
  new Map(network.parameters.map((parameter) => [parameter.name, parameter]))

/** A network's classes by name; by number where they have none. */
const namesOf = ({ network, classNames }: Omit<TrainedNetwork, 'weights'>): readonly string[] =>
  classNames?.length === network.classes
    ? classNames
    : Array.from({ length: network.classes }, (_, i) => String(i))

const hasAny = ({ classes, anyClass = true }: Network) => classes > 0 && anyClass

/**
 * The weights that a network begins with where it starts from another one:
 * - a parameter of the same name and shape is taken over, bit for bit;
 * - of the class embedding, rows of equal class names; a new class begins as "any class", or as the mean of
 *   the classes where the parent has no such row; where the parent has no classes, as zeros, which say nothing;
 * - of a parent's classes that the network does not learn, "any class" goes into the bias it was added to;
 * - at the input and the output, kernels of other channels: see `channelMap`;
 * - all others are drawn from the seed.
 * @param edges the layers whose shapes follow from images and classes
 * @param seed whole number from 0
 */
export function fitWeights(
  parent: TrainedNetwork,
  child: Omit<TrainedNetwork, 'weights'>,
  { edges, seed }: { readonly edges?: EdgeLayers | undefined; readonly seed: number },
): FittedWeights {
  const old = named(parent.network)
  const rows = fitClassRows(
    { names: namesOf(parent), hasAny: hasAny(parent.network) },
    { names: namesOf(child), hasAny: hasAny(child.network) },
  )
  const valuesOf = (parameter: PlacedParameter) => toTorch(parent.weights, parameter)

  /** Kernels of the input or the output for the channels of the images; nothing where patches differ. */
  function fitEdge(now: PlacedParameter, before: PlacedParameter, isInput: boolean) {
    const map = channelMap(parent.network.imageShape[2], child.network.imageShape[2])
    const atEdge = isInput ? fitInput : fitOutput
    const values = atEdge(valuesOf(before), before.shape, now.shape, map)
    return values && { values, isFitted: !sameShape(now.shape, before.shape) }
  }

  function find(now: PlacedParameter): Found | undefined {
    const before = old.get(now.name)
    if (edges?.classes && now.name === `${edges.classes}.weight`) {
      if (!before) return { values: new Float32Array(sizeOf(now.shape)), isFitted: true }
      if (before.shape[1] !== now.shape[1]) return undefined
      return { values: rows.apply(valuesOf(before), now.shape[1]), isFitted: !rows.isSame }
    }
    if (!before || before.layout !== now.layout) return undefined
    if (edges?.classesInto && now.name === `${edges.classesInto}.bias`) {
      const table = child.network.classes === 0 && old.get(`${edges.classes}.weight`)
      if (table && table.shape[1] === now.shape[0]) {
        return {
          values: foldAnyClass(valuesOf(before), valuesOf(table), parent.network),
          isFitted: true,
        }
      }
    }
    const isInput = now.name === `${edges?.input}.weight`
    if (isInput || now.name.startsWith(`${edges?.output}.`)) return fitEdge(now, before, isInput)
    return sameShape(now.shape, before.shape)
      ? { values: valuesOf(before), isFitted: false }
      : undefined
  }

  const weights = initialParameters(child.network.parameters, seed)
  const [kept, fitted, fresh]: [string[], string[], string[]] = [[], [], []]
  for (const parameter of child.network.parameters) {
    const found = find(parameter)
    if (found) fromTorch(found.values, parameter, weights)
    const list = found ? (found.isFitted ? fitted : kept) : fresh
    list.push(parameter.name)
  }
  const bothHave = parent.network.classes > 0 && child.network.classes > 0
  return { weights, kept, fitted, fresh, ...(bothHave && { classes: rows.classes }) }
}
