/** Random graphs, the same each time: ops one after another in one arena. */

import fc from 'fast-check'
import { anySteps, draw } from '../../unit/engine/random-graphs.ts'
import type { Case } from '../case.ts'

export const compositionCases: readonly Case[] = fc
  .sample(anySteps, { numRuns: 60, seed: 1 })
  .map((steps, i) => ({
    op: 'composition',
    name: `${i + 1}: ${steps.map(({ kind }) => kind).join(', ')}`,
    trace: ({ graph }) => draw(steps, graph).outputs,
  }))
