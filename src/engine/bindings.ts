/** What every backend asks of what it is given: states that fit, names that exist. */

import { InternalError } from './errors.ts'
import type { DType } from './ops.ts'
import type { Program } from './program.ts'
import { sizeOf } from './shape.ts'
import { overwrittenStates } from './steady.ts'

type States = Readonly<Record<string, { readonly dtype: DType; readonly length: number }>>

/** A state must not change under another one's name. */
function checkApart(program: Program, states: States): void {
  for (const name of overwrittenStates(program)) {
    for (const other of program.states.keys()) {
      if (other === name || states[other] !== states[name]) continue
      const what = `states ${name} and ${other} of the ${program.name}`
      throw new InternalError(`${what} are one buffer, and ${name} is overwritten`)
    }
  }
}

/**
 * @throws {InternalError} where a state is missing, of another type or of another size, or where
 * one that the program overwrites is the buffer of another, too.
 */
export function checkStates(program: Program, states: States): void {
  for (const [name, { dtype, shape }] of program.states) {
    const buffer = states[name]
    if (buffer?.dtype === dtype && buffer.length === sizeOf(shape)) continue
    const given = buffer ? `${buffer.length} ${buffer.dtype}` : 'nothing'
    const what = `state ${name} of the ${program.name}`
    throw new InternalError(`${what} holds ${sizeOf(shape)} ${dtype}, given ${given}`)
  }
  checkApart(program, states)
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
