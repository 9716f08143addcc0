/** What every backend asks of what it is given: states that fit, names that exist. */

import { InternalError } from './errors.ts'
import type { DType } from './ops.ts'
import type { Program } from './program.ts'
import { sizeOf } from './shape.ts'

/** @throws {InternalError} where a state is missing, of another type or of another size. */
export function checkStates(
  program: Program,
  states: Readonly<Record<string, { readonly dtype: DType; readonly length: number }>>,
): void {
  for (const [name, { dtype, shape }] of program.states) {
    const buffer = states[name]
    if (buffer?.dtype === dtype && buffer.length === sizeOf(shape)) continue
    const given = buffer ? `${buffer.length} ${buffer.dtype}` : 'nothing'
    const what = `state ${name} of the ${program.name}`
    throw new InternalError(`${what} holds ${sizeOf(shape)} ${dtype}, given ${given}`)
  }
}

/** @throws {InternalError} naming what there is, where the name is not among it. */
export function findNamed<Value>(
  what: string,
  values: ReadonlyMap<string, Value>,
  name: string,
): Value {
  const value = values.get(name)
  if (value) return value
  throw new InternalError(`no ${what} ${name}: there are ${[...values.keys()].join(', ')}`)
}
