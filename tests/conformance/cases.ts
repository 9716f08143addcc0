/** The case table: what every backend must compute alike. At least one case per op. */

import { type Case, traceCase } from './case.ts'
import { attentionCases } from './cases/attention.ts'
import { compositionCases } from './cases/compositions.ts'
import { contractionCases } from './cases/contractions.ts'
import { crossEntropyCases } from './cases/cross-entropy.ts'
import { effectCases } from './cases/effects.ts'
import { elementwiseCases } from './cases/elementwise.ts'
import { epilogueCases } from './cases/epilogues.ts'
import { linearAttentionCases } from './cases/linear-attention.ts'
import { normalisationCases } from './cases/normalisation.ts'
import { placementCases } from './cases/placement.ts'
import { resamplingCases } from './cases/resampling.ts'
import { sourceCases } from './cases/sources.ts'
import { sumCases } from './cases/sums.ts'
import { winogradCases } from './cases/winograd.ts'

export const cases: readonly Case[] = [
  ...contractionCases,
  ...winogradCases,
  ...epilogueCases,
  ...elementwiseCases,
  ...sumCases,
  ...crossEntropyCases,
  ...attentionCases,
  ...linearAttentionCases,
  ...normalisationCases,
  ...resamplingCases,
  ...placementCases,
  ...sourceCases,
  ...effectCases,
  ...compositionCases,
]

export const opsOf = (rows: readonly Case[]) => [...new Set(rows.map(({ op }) => op))]
export const casesOf = (op: string, rows = cases) => rows.filter((row) => row.op === op)

const convolutions: readonly string[] = ['conv2d', 'convTranspose2d', 'conv2dFilterGradient']

/** Those with a convolution in them, whatever they are about. */
export const convolvingCases = cases.filter((row) =>
  traceCase(row).program.tensors.some(({ op }) => convolutions.includes(op)),
)
