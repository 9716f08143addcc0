/** What a training in the page may be set to, and where it begins. */

import { computed, signal } from '@preact/signals'
import { FEW_IMAGES } from '../../../../src/data/dataset.ts'
import { type ArchitectureSize, architectureSizes } from '../../../../src/nn/definition.ts'
import { simpleUnetOptions, simpleUnetSizes } from '../../../../src/nn/simple-unet/options.ts'
import { unetOptions, unetSizes } from '../../../../src/nn/unet/options.ts'
import { augmentationOfFew, type FittedData } from '../../../../src/training/fit-preset.ts'
import { presetRecipes } from '../../../../src/training/preset-recipes.ts'
import { type BuiltIn, type BuiltInName, isBuiltIn, shapes } from '../../compute/built-in.ts'
import type { DataInfo, TrainingSettings } from '../../compute/protocol.ts'
import { usualRate } from '../../compute/usual-rate.ts'
import { validationOf } from '../../compute/validation.ts'

export const presetNames = ['quick', 'notebook'] as const
export type PresetName = TrainingSettings['preset']

export const sizeNames = architectureSizes
export type SizeName = ArchitectureSize

/** Options alone: the networks are in the worker. */
const networks = {
  quick: { sizes: unetSizes, widths: unetOptions.widths.default },
  notebook: { sizes: simpleUnetSizes, widths: simpleUnetOptions.widths.default },
} as const

/** Channels of a network's levels, from what learns fast to what learns more. */
export function widthsOf(preset: PresetName, size: SizeName): readonly number[] {
  return networks[preset].sizes[size].widths
}

/** A few minutes on two cores each. */
const steps = { quick: 800, notebook: 600 } as const

/** What a preset begins with in a page. */
export function settingsOf(preset: PresetName): TrainingSettings {
  const { batchSize, seed } = presetRecipes[preset]
  const widths = networks[preset].widths
  const augment = { augmentFlip: false, augmentShift: 0, augmentCrop: 0, augmentColour: 0 }
  return { preset, maxSteps: steps[preset], batchSize, seed, widths, ...augment }
}

export const settings = signal<TrainingSettings>(settingsOf('quick'))

/** Changes some of it; another preset brings its own of everything. */
export function change(changes: Partial<TrainingSettings>): void {
  const preset = changes.preset ?? settings.value.preset
  const base = preset === settings.value.preset ? settings.value : settingsOf(preset)
  settings.value = { ...base, ...changes }
}

export const sizeOf = ({ preset, widths }: TrainingSettings): SizeName =>
  sizeNames.find((name) => String(widthsOf(preset, name)) === String(widths)) ?? 'medium'

/** What is trained on: images drawn here, or what the visitor has given; nothing until that is read. */
export const data = signal<DataInfo | BuiltInName | undefined>('digits')

/** Images to learn from, where they are fewer than a step takes. */
export const tooFew = computed(() => {
  if (!data.value || isBuiltIn(data.value)) return undefined
  const { count } = data.value
  const left = count - validationOf(settings.value.preset, count)
  return left < settings.value.batchSize ? left : undefined
})

/** As many digits as MNIST has, and fewer sprites, which take longer to draw. */
const most = { digits: 60_000, sprites: 10_000 } as const
/** Of what is trained on, without validation. */
const SHARE_HELD_OUT = 0.02

/** So many built-in images that no step sees one twice, as far as that goes. */
export function builtInFor(name: BuiltInName, { maxSteps, batchSize }: TrainingSettings): BuiltIn {
  const needed = Math.ceil((maxSteps * batchSize) / (1 - SHARE_HELD_OUT)) + batchSize
  return { name, count: Math.min(most[name], needed) }
}

/** The visitor's images, where they are few and nothing is done about it. */
export const few = computed(() => {
  if (!data.value || isBuiltIn(data.value)) return undefined
  const { augmentFlip, augmentShift = 0, augmentCrop = 0 } = settings.value
  const isVaried = augmentFlip || augmentShift > 0 || augmentCrop > 0
  return data.value.count < FEW_IMAGES && !isVaried ? data.value : undefined
})

/** What the images are, as far as a preset goes by it. */
function fittedOf(images: DataInfo | BuiltInName): FittedData {
  const [height, width, channels] = isBuiltIn(images) ? shapes[images] : images.imageShape
  const { count } = isBuiltIn(images) ? builtInFor(images, settings.value) : images
  return { count, height, width, channels }
}

/** The learning rate that a training takes: the visitor's, or what suits images and steps. */
export const learningRate = computed(() => {
  const isTuned = from.value !== undefined
  const usual = () => usualRate(settings.value, fittedOf(data.value ?? 'digits'), isTuned)
  return settings.value.learningRate ?? usual()
})

/** As the presets of the command line change few images. */
export const variedFor = (images: DataInfo): Partial<TrainingSettings> =>
  augmentationOfFew(fittedOf(images))

/** The key of the model that the next training starts from; random weights where there is none. */
export const from = signal<string | undefined>(undefined)
