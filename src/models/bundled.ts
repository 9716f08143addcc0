/** Trained models that come with the package, by name: the list that help, pages and tests follow. */

/** What is said of one. Its file is models/NAME.safetensors; how it came to be, models/README.md. */
export interface BundledModel {
  /** What it makes, in words: help says it after the name. */
  readonly help: string
}

/** One line each; the first is the one that pages begin with. */
export const bundled = {
  mnist: { help: 'handwritten digits' },
  emoji: { help: 'emoji in colour, by class' },
} as const satisfies Readonly<Record<string, BundledModel>>

/** The name of a model that comes with the package. */
export type BundledName = keyof typeof bundled

/** The names of the models that come with the package. */
export const bundledModels = Object.keys(bundled) as readonly BundledName[]

/** Whether a word is the name of one. */
export const isBundled = (name: string): name is BundledName => Object.hasOwn(bundled, name)

/** `mnist (handwritten digits), ...`, as help says it. */
export const describeBundled = (): string =>
  bundledModels.map((name) => `${name} (${bundled[name].help})`).join(', ')
