/** The flags of `ddpm train` that are made from specs: those of the recipe, of the run and of its samples. */

import { plainRecipe } from '../../training/plain-recipe.ts'
import type { PlannedRecipe } from '../../training/presets.ts'
import { plannedRecipeSpecs } from '../../training/recipe-specs.ts'
import { planSpecs, runSpecs } from '../../training/run-specs.ts'
import { flagSet } from '../options/spec-flags.ts'

const { timesteps, schedule, zeroSnr, ...grids } = planSpecs
const { epochs, maxSteps, minutes, ...output } = runSpecs

const length = { epochs, maxSteps, minutes }
const learning = { timesteps, schedule, zeroSnr, ...length, ...plannedRecipeSpecs }
const shown = { ...grids, ...output }

export const trainFlags = flagSet([{ name: 'train', options: { ...learning, ...shown } }])

/** What shapes the model, and what is written of it: their order in the help. */
export const learningKeys = Object.keys(learning) as (keyof typeof learning)[]
export const outputKeys = Object.keys(shown) as (keyof typeof shown)[]

type RecipeKey = keyof PlannedRecipe
const recipeKeys = Object.keys(plannedRecipeSpecs) as RecipeKey[]

/** Which flag sets which part of the recipe. */
export const recipeFlags = Object.fromEntries(
  recipeKeys.map((key) => [key, trainFlags.flags[key]]),
) as { readonly [K in RecipeKey]: string }

/** What is always said of a run. */
const always: readonly RecipeKey[] = ['batchSize', 'learningRate', 'seed']

/** What a recipe has besides the notebook's: `target v, ema-decay 0.999`. */
export function recipeWords(recipe: PlannedRecipe): string {
  return recipeKeys
    .filter((key) => !always.includes(key) && recipe[key] !== plainRecipe[key])
    .map((key) => `${recipeFlags[key].slice(2)} ${recipe[key]}`)
    .join(', ')
}
