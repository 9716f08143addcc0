/** Presets as plain data: everything that a training run may leave unsaid. */

import { networks } from './network.ts'
import type { Preset } from './preset.ts'
import { presetRecipes } from './preset-recipes.ts'

export type { PlannedRecipe, Preset } from './preset.ts'

const withNetwork = (recipe: (typeof presetRecipes)[keyof typeof presetRecipes]): Preset => ({
  ...networks[recipe.model],
  ...recipe,
})

/** The settings of each preset. */
export const presets: { readonly [Name in keyof typeof presetRecipes]: Preset } = {
  notebook: withNetwork(presetRecipes.notebook),
  quick: withNetwork(presetRecipes.quick),
  best: withNetwork(presetRecipes.best),
}
/** `notebook`, `quick` or `best`. */
export type PresetName = keyof typeof presets
/** Every preset's name. */
export const presetNames = Object.keys(presets) as PresetName[]
