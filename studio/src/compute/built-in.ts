/** Images that the library draws: they are kept as their number, and drawn again after a reload. */

export const builtInNames = ['digits', 'sprites'] as const
export type BuiltInName = (typeof builtInNames)[number]

/** [H, W, C] as they are drawn where nothing else is asked for. */
export const shapes = { digits: [28, 28, 1], sprites: [24, 24, 4] } as const

/** Pixels of a side, at least. */
export const smallest = { digits: 12, sprites: 16 } as const

export interface BuiltIn {
  readonly name: BuiltInName
  readonly count: number
}

/** Whether what is trained on is drawn, and not given. */
export const isBuiltIn = (data: unknown): data is BuiltInName =>
  builtInNames.some((name) => name === data)
