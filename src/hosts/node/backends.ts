/** The backends as this machine has them, for lists and flags. */

import type { BackendDefinition } from '../../backends/definition.ts'
import { backendNamed } from '../../backends/open.ts'
import { backends } from '../../backends/registry.ts'
import { nodeHost } from './host.ts'

export type { BackendDefinition }

/** A variant of a backend, and whether it runs on this machine. */
export interface VariantHere {
  readonly name: string
  readonly help: string
  readonly available: boolean
}

export interface BackendHere extends BackendDefinition {
  readonly variantsHere: readonly VariantHere[]
}

/** Every backend, the fastest first. */
export function backendsHere(): BackendHere[] {
  const host = nodeHost()
  return backends.map((backend) => ({
    ...backend,
    variantsHere: backend.variants.map(({ name, help, runsOn }) => {
      return { name, help, available: runsOn(host) }
    }),
  }))
}

/** The variants of all backends. */
export const variantNames: readonly string[] = backends.flatMap(({ variants }) =>
  variants.map(({ name }) => name),
)

/** Whether this machine runs a variant; false for an unknown one. */
export function runsHere(variant: string): boolean {
  return backendsHere().some(({ variantsHere }) =>
    variantsHere.some(({ name, available }) => name === variant && available),
  )
}

/** The backend that `--device` names; by default the one that `auto` takes. */
export const backendHere = (device = 'auto'): BackendDefinition => backendNamed(device, nodeHost())

/** Names of the backends that have something, as a sentence lists them: `wasm and native`. */
export const backendsWith = (has: (backend: BackendDefinition) => boolean): string =>
  backends
    .filter(has)
    .map(({ name }) => name)
    .join(' and ')
