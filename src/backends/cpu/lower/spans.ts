/** How the kernels traverse tensors: in spans that are contiguous in every operand. */

import { sizes } from '../layout.ts'
import type { Operand } from './lowering.ts'

/** Elements to give a unit of work. */
const UNIT = 8192
/** Larger than any number of spans: every span shares one row of the second operand. */
export const ALL_SPANS = 2 ** 30

export interface Spans {
  readonly total: number
  readonly length: number
  readonly perUnit: number
}

const elementsOf = ({ rows, columns }: Operand) => rows * columns

/** The operand's rows follow one another without a gap. */
const isContiguous = ({ rows, pitch, columns }: Operand) => rows === 1 || pitch === columns * 4

export function spansOf(operand: Operand, length: number): Spans {
  return { total: elementsOf(operand), length, perUnit: Math.ceil(UNIT / length) }
}

/**
 * The longest spans that suit operands of one shape.
 * @param whole span length where all are contiguous
 */
export function commonSpans(operands: readonly Operand[], whole: number = sizes.SPAN): Spans {
  const [first] = operands
  return spansOf(first, operands.every(isContiguous) ? whole : first.columns)
}

/** Bytes from one span of the operand to the next. */
export function spanPitch({ pitch, columns, rows }: Operand, { length }: Spans): number {
  return rows > 1 && length === columns ? pitch : length * 4
}

/** Bound on the units that any spans of so many elements make. */
export const mostUnits = (elements: number) => Math.ceil(elements / UNIT) + 1
