/** What each op demands of its inputs and what shape it gives: checked as the graph is traced. */

import { contractionRules } from './shape-rules/contractions.ts'
import { effectRules } from './shape-rules/effects.ts'
import { elementwiseRules } from './shape-rules/elementwise.ts'
import { normalisationRules } from './shape-rules/normalisation.ts'
import { placementRules } from './shape-rules/placement.ts'
import type { Rules } from './shape-rules/rule.ts'
import { sourceRules } from './shape-rules/sources.ts'
import { sumRules } from './shape-rules/sums.ts'

/** Every op's row; which family it is of says its file. */
export const shapeRules: Rules = {
  ...sourceRules,
  ...contractionRules,
  ...elementwiseRules,
  ...normalisationRules,
  ...sumRules,
  ...placementRules,
  ...effectRules,
}
