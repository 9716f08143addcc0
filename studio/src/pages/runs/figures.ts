/** What `ddpm eval` has found about a run's samples, from its eval.json. */

export const figureNames = [
  ...(['count', 'readable', 'match', 'distance', 'evenness', 'nearest', 'validationLoss'] as const),
] as const
export type FigureName = (typeof figureNames)[number]

export interface Figure {
  readonly value: number
  /** What real images come to. */
  readonly real?: number
}

export type Figures = Partial<Readonly<Record<FigureName, Figure>>>

/** What older files call it. */
const oldNames: Readonly<Record<string, string>> = {
  readableValidation: 'readableHeldOut',
  validationLoss: 'heldOutLoss',
  validation: 'heldOut',
  samples: 'pictures',
}

/** A number at a place of a value that may be anything. */
function numberAt(value: unknown, ...path: readonly string[]): number | undefined {
  let inner = value
  for (const key of path) {
    if (typeof inner !== 'object' || inner === null) return undefined
    const name = Object.hasOwn(inner, key) ? key : (oldNames[key] ?? key)
    if (!Object.hasOwn(inner, name)) return undefined
    inner = (inner as Readonly<Record<string, unknown>>)[name]
  }
  return typeof inner === 'number' && Number.isFinite(inner) ? inner : undefined
}

/** Where each figure is, and what real images come to. */
const places: Readonly<Record<FigureName, readonly (readonly string[])[]>> = {
  count: [['count']],
  readable: [['readable'], ['readableValidation']],
  match: [['match'], ['accuracy']],
  distance: [
    ['frechetDistance', 'samples'],
    ['frechetDistance', 'trainingImages'],
  ],
  evenness: [['evenness']],
  nearest: [
    ['nearest', 'samples'],
    ['nearest', 'validation'],
  ],
  validationLoss: [['validationLoss', 'mean']],
}

/** The figures that are there. @throws {SyntaxError} where the text is not JSON. */
export function figuresIn(text: string): Figures {
  const evaluation: unknown = JSON.parse(text)
  const found = figureNames.flatMap((name): [FigureName, Figure][] => {
    const [value, real] = places[name].map((path) => numberAt(evaluation, ...path))
    return value === undefined ? [] : [[name, { value, real }]]
  })
  return Object.fromEntries(found)
}
