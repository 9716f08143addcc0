/** The recipe of which nothing is changed. */

import type { Recipe } from './recipe.ts'
import { recipeSpecs } from './recipe-specs.ts'

/** The notebook's. */
export const plainRecipe = Object.fromEntries(
  Object.entries(recipeSpecs).map(([name, spec]) => [name, spec.default]),
) as unknown as Recipe
