/** Adam's constants and the two numbers per step that the device does not compute itself. */

/** PyTorch's defaults for torch.optim.Adam. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/**
 * What the op `adam` takes at a step: the step size with the first moment's bias corrected, and
 * the second moment's correction (Kingma and Ba 2015, algorithm 1).
 * @param step from 1
 */
export function adamRow(learningRate: number, step: number): Float32Array {
  const { beta1, beta2 } = adamDefaults
  return Float32Array.of(learningRate / (1 - beta1 ** step), Math.sqrt(1 - beta2 ** step))
}
