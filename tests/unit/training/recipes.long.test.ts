/** Runs with everything switched on, resumed from each of their checkpoints. */

import { test } from 'vitest'
import { everyModel, resumesExactly } from './everything.ts'

test.each(everyModel)(
  '%s resumed from any checkpoint ends as if it had never stopped',
  async (_, model, optimizer) => await resumesExactly({ model, optimizer }),
)
