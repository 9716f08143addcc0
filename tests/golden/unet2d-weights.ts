/** Weights of a UNet2DModel by formula, as `fill` of scripts/golden/unet2d.py gives them. */

import type { Network } from '../../src/nn/network.ts'
import { fromTorch, type PlacedParameter } from '../../src/nn/parameters.ts'
import { symmetric } from './formula.ts'

/** The stream of the first parameter: scripts/golden/formula.py. */
const UNET2D = 2001

/** PyTorch's range where it is uniform; elsewhere one that hides no part of a formula. */
function rangeOf({ name, initial }: PlacedParameter) {
  if (name.includes('norm')) return { bound: 0.5, center: name.endsWith('weight') ? 1 : 0 }
  return { bound: initial.kind === 'uniform' ? initial.bound : 1, center: 0 }
}

/** Each parameter's values in PyTorch's layout, in the order of the network. */
export function formulaTensors({ parameters }: Network): Float32Array[] {
  return parameters.map((parameter, i) => {
    const { bound, center } = rangeOf(parameter)
    return symmetric(UNET2D + i, parameter.shape, bound).map((value) => value + center)
  })
}

/** All of them flat, in the engine's layout. */
export function formulaWeights(network: Network): Float32Array {
  const flat = new Float32Array(network.parameterCount)
  const tensors = formulaTensors(network)
  network.parameters.forEach((parameter, i) => {
    fromTorch(tensors[i], parameter, flat)
  })
  return flat
}
