/** The properties of a chart. */

/** Colours of theme/tokens.css. */
export type ChartColour = 'accent' | 'second' | 'muted' | `run${1 | 2 | 3 | 4 | 5 | 6}`

export interface ChartSeries {
  readonly label: string
  readonly colour: ChartColour
  /** Dots instead of a line. */
  readonly points?: boolean
  /** Drawn behind, hardly there: what a smoothed line was made of. */
  readonly faint?: boolean
  /** Not named below: another of the same colour is. */
  readonly unlisted?: boolean
}

export type Column = readonly (number | null)[] | Float32Array | Float64Array

export interface ChartProps {
  /** What the curves are of. */
  readonly label: string
  readonly series: readonly ChartSeries[]
  /** The axis, ascending, and as many values for each series; null where there is none. */
  readonly data: readonly Column[]
  /** A logarithmic axis; what is not above 0 is left out. */
  readonly logY?: boolean
  readonly xLabel?: string
  /** A place on the axis to be marked. */
  readonly cursorAt?: number | undefined
  /** Called with places on the axis as they are pointed at with a button or finger down. */
  readonly onCursor?: ((x: number) => void) | undefined
  readonly height?: number
}
