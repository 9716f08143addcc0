/** What a preset sets, as the options that would set the same. */

import { FEW_IMAGES } from '../../data/dataset.ts'
import { networks } from '../../training/network.ts'
import { plainRecipe } from '../../training/plain-recipe.ts'
import { type Preset, type PresetName, presets } from '../../training/presets.ts'
import { presetFlags, typedAs } from './settings.ts'

/** Of the notebook everything but the recipe's defaults, of others what differs from the notebook. */
export function presetOptions(name: PresetName): string[] {
  const { batchSize, learningRate, ...defaults } = plainRecipe
  const preset: Preset = presets[name]
  const plain: Partial<Preset> = name === 'notebook' ? defaults : presets.notebook
  const base = { ...plain, ...networks[preset.model], model: plain.model }
  const flags = Object.entries(presetFlags) as [keyof typeof presetFlags, string][]
  return flags.flatMap(([setting, flag]) => {
    const value = preset[setting]
    if (value === undefined || String(value) === String(base[setting])) return []
    return [`${flag} ${typedAs(value)}`]
  })
}

/** Words in lines of at most so many characters. */
export function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines
}

const FITTED = `  For images of colour quick and best take a network with a level of few channels at full resolution,
  --optimizer muon with about twice the learning rate, and more steps; what is typed stays. With
  --minutes network and steps are fitted to the time. Of fewer than ${FEW_IMAGES} images they change each
  while training (--augment-...) and say to the network how; --no-augment-condition leaves the images
  as they are.`

/** The presets for the end of a help text. */
export function presetsHelp(names: readonly PresetName[]): string {
  const indent = ' '.repeat(12)
  const sets = names.map((name) => {
    const lines = wrapped(presetOptions(name), 76)
    return `  ${name.padEnd(10)}${lines.join(`\n${indent}`)}`
  })
  return `\nPresets, as the options they stand for (of quick and best what differs from the notebook):\n${sets.join('\n')}\n${FITTED}`
}
