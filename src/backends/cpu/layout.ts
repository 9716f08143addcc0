/**
 * What the lowering and the kernels of any executor agree on: the commands with their fields, and the
 * sizes of blocks. Builds of kernels generate their side from here (`wasm/layout-source.ts`), so that
 * neither can drift. No code here, only names and numbers.
 */

import { attention, attentionGradient, heads, linearAttention } from './layout/attention.ts'
import { contractionsCommands } from './layout/contractions.ts'
import { elementsCommands } from './layout/elements.ts'
import { type Fields, patches, spans, target } from './layout/fields.ts'
import { normalisation, normalisationCommands } from './layout/normalisation.ts'
import { sourcesCommands } from './layout/sources.ts'
import { sumsCommands } from './layout/sums.ts'
import { tiling, windows, winogradCommands } from './layout/winograd.ts'

export type { Fields, FieldType } from './layout/fields.ts'
export { sizes } from './layout/sizes.ts'

/** Parts that several commands begin or end with. */
export const parts = { patches, target, spans, tiling, windows, heads, normalisation }

/** Every command by name; lists follow the fields. */
export const commands = {
  ...contractionsCommands,
  ...winogradCommands,
  attention,
  attentionGradient,
  linearAttention,
  ...elementsCommands,
  ...sumsCommands,
  ...normalisationCommands,
  ...sourcesCommands,
} as const satisfies Readonly<Record<string, Fields>>

export type CommandName = keyof typeof commands
type NumbersOf<F extends Fields> = { readonly [Name in keyof F]: number }
export type FieldsOf<K extends CommandName> = NumbersOf<(typeof commands)[K]>
export type PatchFields = NumbersOf<typeof patches>
export type TargetFields = NumbersOf<typeof target>
export type TilingFields = NumbersOf<typeof tiling>
export type WindowFields = NumbersOf<typeof windows>
export type HeadFields = NumbersOf<typeof heads>

/** A command begins with its number and its size in bytes. */
export const HEADER_BYTES = 8

export const elementwiseKinds = [
  'copy',
  'add',
  'relu',
  'mask',
  'silu',
  'siluGradient',
  'mish',
  'mishGradient',
  'gelu',
  'geluGradient',
  'multiply',
  'scaled',
  'scaledDifference',
] as const
/** The ops of these names. */
export const resampleKinds = ['upsample', 'sumPool', 'spaceToDepth', 'depthToSpace'] as const
export const reduceKinds = ['squares', 'squaredDifference', 'products', 'nonFinite'] as const
