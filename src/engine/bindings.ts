/** What every backend asks of what it is given: states that fit, names that exist. */

import { InternalError } from '../base/errors.ts'
import { sizeOf } from '../base/shape.ts'
import type { DType } from './ops.ts'
import type { Program } from './program.ts'
import { overwrittenStates } from './steady.ts'

interface State {
  readonly dtype: DType
  readonly length: number
  /** Whether `free` has been called. */
  readonly freed: boolean
}

type States = Readonly<Record<string, State>>

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

/** @throws {InternalError} where the buffer of a state has been freed. */
export function checkStatesAlive(program: Program, states: States): void {
  for (const name of program.states.keys()) {
    if (states[name].freed) throw freedState(program, name)
  }
}

const freedState = (program: Program, name: string) =>
  new InternalError(`the ${program.name} uses a freed buffer: state ${name}`)

/** The error of a buffer or job that is used after `free`. */
export const usedAfterFree = (what: 'buffer' | 'job') =>
  new InternalError(`a freed ${what} was used`)

/** The error of a device that is used after `close`, also through its buffers and jobs. */
export const usedAfterClose = () => new InternalError('a closed device was used')

/**
 * @throws {InternalError} where a state is missing, freed, of another type or of another size, or
 * where one that the program overwrites is the buffer of another, too.
 */
export function checkStates(program: Program, states: States): void {
  for (const [name, { dtype, shape }] of program.states) {
    const buffer = states[name]
    if (buffer?.dtype === dtype && buffer.length === sizeOf(shape)) continue
    const given = buffer ? `${buffer.length} ${buffer.dtype}` : 'nothing'
    const what = `state ${name} of the ${program.name}`
    throw new InternalError(`${what} holds ${sizeOf(shape)} ${dtype}, given ${given}`)
  }
  checkStatesAlive(program, states)
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
