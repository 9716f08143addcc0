/** The shapes of the WebAssembly kernels, for those who must name one. */

import { availableVariants, type Variant, variants } from '../../backends/wasm/variants.ts'
import { nodeHost } from './host.ts'

export const variantNames: readonly Variant[] = variants

/** Whether this machine runs a variant; none that is unknown. */
export function runsHere(variant: string): boolean {
  return availableVariants(nodeHost()).some((name) => name === variant)
}
