/** What every backend asks of what it is given: states that fit, names that exist. */

import { sizeOf } from '../base/shape.ts'
import type { Capabilities } from './capabilities.ts'
import type { HostData } from './device.ts'
import { engineError } from './errors.ts'
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
      throw engineError('job.state-shared', { program: program.name, state: name, other })
    }
  }
}

/** @throws {DdpmError} `job.state-freed` where the buffer of a state has been freed. */
export function checkStatesAlive(program: Program, states: States): void {
  for (const name of program.states.keys()) {
    if (states[name].freed)
      throw engineError('job.state-freed', { program: program.name, state: name })
  }
}

/** @throws {DdpmError} `device.precision-missing` where a tensor is stored as the device cannot. */
export function checkPrecisions(program: Program, { precisions }: Capabilities): void {
  const beyond = program.tensors.find(({ precision }) => !precisions.includes(precision))
  if (!beyond) return
  const { precision } = beyond
  const values = { program: program.name, precision, known: precisions }
  throw engineError('device.precision-missing', values)
}

/**
 * Asked before anything is allocated, so that the message names the program.
 * @param bytes what the program takes besides its states
 * @throws {DdpmError} `memory.program-too-large`.
 */
export function checkMemory(program: Program, bytes: number, limit: number): void {
  if (bytes <= limit) return
  throw engineError('memory.program-too-large', { program: program.name, bytes, limit })
}

/** The error of a buffer or job that is used after `free`. */
export const usedAfterFree = (what: 'buffer' | 'job') =>
  engineError('device.used-after-free', { what })

/** The error of a device that is used after `close`, also through its buffers and jobs. */
export const usedAfterClose = () => engineError('device.used-after-close')

/**
 * @throws {DdpmError} `job.state-misfit` where a state is missing, of another type or of another size;
 * `job.state-freed`; `job.state-shared` where one that the program overwrites is another's buffer, too.
 */
export function checkStates(program: Program, states: States): void {
  for (const [name, { dtype, shape }] of program.states) {
    const buffer = states[name]
    if (buffer?.dtype === dtype && buffer.length === sizeOf(shape)) continue
    const wanted = { length: sizeOf(shape), dtype }
    const given = buffer && { length: buffer.length, dtype: buffer.dtype }
    throw engineError('job.state-misfit', { program: program.name, state: name, wanted, given })
  }
  checkStatesAlive(program, states)
  checkApart(program, states)
}

/**
 * @throws {DdpmError} `device.data-misfit` where the data has another type or does not fit.
 * @param what holds it, for the message
 */
export function checkData(
  what: string,
  dtype: DType,
  length: number,
  data: HostData | Float64Array,
): void {
  const given = { length: data.length, dtype: data instanceof Int32Array ? 'i32' : 'f32' }
  if (given.dtype === dtype && given.length === length) return
  throw engineError('device.data-misfit', { what, wanted: { length, dtype }, given })
}

/** @throws {DdpmError} `job.name-unknown` where the name is not among the values. */
export function findNamed<Value>(
  kind: 'input' | 'output',
  values: ReadonlyMap<string, Value>,
  name: string,
): Value {
  const value = values.get(name)
  if (value) return value
  throw engineError('job.name-unknown', { kind, name, known: [...values.keys()] })
}
