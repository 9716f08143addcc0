/**
 * Python's pickles, read without Python: plain values, and what the globals that are allowed make of them.
 * No code of the file can run, since there is nothing here that runs code: a name that is not in the table of
 * the reader ends the reading.
 */

import { pickleError } from '../errors/pickle.ts'
import { Cursor } from './cursor.ts'
import { instructions, STOP } from './instructions.ts'
import { Machine, type UnpickleOptions } from './machine.ts'
import type { PickleValue } from './values.ts'

export type { UnpickleOptions } from './machine.ts'

/** A pickle larger than this is not a list of tensors. */
export const MOST_PICKLE_BYTES = 64 * 2 ** 20

/** A value, and where its pickle ends. */
export interface Unpickled {
  readonly value: PickleValue
  /** The byte after the pickle. */
  readonly end: number
}

/**
 * Reads one pickle of protocols 0 to 5. Strings of bytes are views of `bytes`.
 * @param start where it begins
 * @throws {DdpmError} `pickle.…`; `pickle.global-refused` names what it asks for
 */
export function unpickle(bytes: Uint8Array, options: UnpickleOptions, start = 0): Unpickled {
  const size = bytes.length - start
  if (size > MOST_PICKLE_BYTES) {
    throw pickleError('pickle.too-large', { what: 'bytes', most: MOST_PICKLE_BYTES })
  }
  const cursor = new Cursor(bytes, start)
  const machine = new Machine(cursor, size, options)
  for (;;) {
    const opcode = cursor.u8()
    if (opcode === STOP) return { value: machine.result(), end: cursor.at }
    const instruction = instructions[opcode]
    if (!instruction) throw pickleError('pickle.opcode-unknown', { at: cursor.at - 1, opcode })
    instruction(machine)
  }
}
