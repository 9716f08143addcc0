/** Which numbers a field takes. */

interface NumberRange {
  readonly min: number
  readonly max: number
  /** 1 where it is not given. */
  readonly step?: number
}

/** Whether a number may be used: in range, and whole where steps are. */
export const isUsable = (typed: number, { min, max, step = 1 }: NumberRange): boolean =>
  typed >= min && typed <= max && (!Number.isInteger(step) || Number.isInteger(typed))
