/** Every instruction of pickles up to protocol 5 (CPython's pickletools.py): what it does to the machine. */

import { pickleError } from '../errors/pickle.ts'
import { floatOf, integerOf, longOf, quotedOf, unescaped } from './literals.ts'
import type { Machine } from './machine.ts'
import type { PickleValue } from './values.ts'

type Instruction = (machine: Machine) => void

const NEWEST_PROTOCOL = 5

const pushing =
  (read: (machine: Machine) => PickleValue | undefined): Instruction =>
  (machine) => {
    const value = read(machine)
    if (value === undefined) throw machine.cursor.corrupt()
    machine.push(value)
  }

const making =
  (make: (machine: Machine) => PickleValue): Instruction =>
  (machine) =>
    machine.make(make(machine))

/** An index of the memo as text. */
function indexOf(machine: Machine): number {
  const index = integerOf(machine.cursor.line())
  if (typeof index === 'number' && index >= 0) return index
  throw machine.cursor.corrupt()
}

function dict(items: readonly PickleValue[], machine: Machine): Map<PickleValue, PickleValue> {
  if (items.length % 2 !== 0) throw machine.cursor.corrupt()
  const entries = new Map<PickleValue, PickleValue>()
  for (let i = 0; i < items.length; i += 2) entries.set(items[i], items[i + 1])
  return entries
}

function protocol({ cursor }: Machine): void {
  const version = cursor.u8()
  if (version > NEWEST_PROTOCOL) {
    throw pickleError('pickle.protocol-unknown', { protocol: version })
  }
}

/** Text of old protocols: booleans are numbers with two digits. */
function oldInteger({ cursor }: Machine): PickleValue | undefined {
  const text = cursor.line()
  if (text === '00' || text === '01') return text === '01'
  return integerOf(text)
}

function binaryLong({ cursor }: Machine): PickleValue | undefined {
  const length = cursor.i32()
  return length < 0 ? undefined : longOf(cursor.take(length))
}

/** A call with keyword arguments too: none is known that needs them. */
function newObjectWithKeywords(machine: Machine): void {
  const [keywords, given] = [machine.pop(), machine.pop()]
  if (!(keywords instanceof Map) || keywords.size > 0) throw machine.cursor.corrupt()
  machine.call(machine.pop(), given)
}

function callOfMarked(machine: Machine): void {
  const [callee, ...given] = machine.popToMark()
  if (callee === undefined) throw machine.cursor.corrupt()
  machine.call(callee, given)
}

function callOfNamed(machine: Machine): void {
  const callee = machine.global(machine.cursor.line(), machine.cursor.line())
  machine.call(callee, machine.popToMark())
}

function called(machine: Machine): void {
  const given = machine.pop()
  machine.call(machine.pop(), given)
}

function globalOfStack(machine: Machine): PickleValue {
  const name = machine.pop()
  return machine.global(machine.pop(), name)
}

/** Frames are for readers that read ahead: only one that lies beyond the end is at fault. */
function frame({ cursor }: Machine): void {
  const length = cursor.u64()
  const start = cursor.at
  cursor.take(length)
  cursor.at = start
}

function setItem(machine: Machine): void {
  const value = machine.pop()
  machine.setItems([machine.pop(), value])
}

const refused =
  (instruction: string): Instruction =>
  () => {
    throw pickleError('pickle.instruction-refused', { instruction })
  }

/** By their letters, which CPython has chosen. */
const byLetter: Readonly<Record<string, Instruction>> = {
  // constants
  N: pushing(() => null),
  '\x88': pushing(() => true),
  '\x89': pushing(() => false),
  I: pushing(oldInteger),
  J: pushing(({ cursor }) => cursor.i32()),
  K: pushing(({ cursor }) => cursor.u8()),
  M: pushing(({ cursor }) => cursor.u16()),
  L: pushing(({ cursor }) => integerOf(cursor.line())),
  '\x8a': pushing(({ cursor }) => longOf(cursor.take(cursor.u8()))),
  '\x8b': pushing(binaryLong),
  F: pushing(({ cursor }) => floatOf(cursor.line())),
  G: pushing(({ cursor }) => cursor.f64()),
  // strings: those of Python 2 are bytes, each of which is a character here
  S: pushing(({ cursor }) => quotedOf(cursor.line())),
  T: pushing(({ cursor }) => cursor.latin1(cursor.u32())),
  U: pushing(({ cursor }) => cursor.latin1(cursor.u8())),
  V: pushing(({ cursor }) => unescaped(cursor.line())),
  X: pushing(({ cursor }) => cursor.utf8(cursor.u32())),
  '\x8c': pushing(({ cursor }) => cursor.utf8(cursor.u8())),
  '\x8d': pushing(({ cursor }) => cursor.utf8(cursor.u64())),
  B: pushing(({ cursor }) => cursor.take(cursor.u32())),
  C: pushing(({ cursor }) => cursor.take(cursor.u8())),
  '\x8e': pushing(({ cursor }) => cursor.take(cursor.u64())),
  '\x96': pushing(({ cursor }) => cursor.take(cursor.u64())),
  // containers
  ')': making(() => []),
  t: making((machine) => machine.popToMark()),
  '\x85': (machine) => machine.tuple(1),
  '\x86': (machine) => machine.tuple(2),
  '\x87': (machine) => machine.tuple(3),
  ']': making(() => []),
  l: making((machine) => machine.popToMark()),
  a: (machine) => machine.append([machine.pop()]),
  e: (machine) => machine.append(machine.popToMark()),
  '}': making(() => new Map()),
  d: making((machine) => dict(machine.popToMark(), machine)),
  s: setItem,
  u: (machine) => machine.setItems(machine.popToMark()),
  '\x8f': making(() => new Set()),
  '\x90': (machine) => machine.addItems(machine.popToMark()),
  '\x91': making((machine) => new Set(machine.popToMark())),
  // the stack and the memo
  '(': (machine) => machine.mark(),
  '0': (machine) => machine.discard(),
  '1': (machine) => void machine.popToMark(),
  '2': pushing((machine) => machine.top),
  p: (machine) => machine.remember(indexOf(machine)),
  q: (machine) => machine.remember(machine.cursor.u8()),
  r: (machine) => machine.remember(machine.cursor.u32()),
  '\x94': (machine) => machine.remember(),
  g: (machine) => machine.recall(indexOf(machine)),
  h: (machine) => machine.recall(machine.cursor.u8()),
  j: (machine) => machine.recall(machine.cursor.u32()),
  // globals and calls
  c: pushing((machine) => machine.global(machine.cursor.line(), machine.cursor.line())),
  '\x93': pushing(globalOfStack),
  R: called,
  '\x81': called,
  '\x92': newObjectWithKeywords,
  o: callOfMarked,
  i: callOfNamed,
  b: (machine) => machine.build(),
  P: (machine) => machine.persistent(machine.cursor.line()),
  Q: (machine) => machine.persistent(machine.pop()),
  '\x82': refused('EXT1'),
  '\x83': refused('EXT2'),
  '\x84': refused('EXT4'),
  '\x97': refused('NEXT_BUFFER'),
  '\x98': refused('READONLY_BUFFER'),
  // the file
  '\x80': protocol,
  '\x95': frame,
}

/** By their bytes. */
export const instructions: readonly (Instruction | undefined)[] = Array.from(
  { length: 256 },
  (_, code) => {
    const letter = String.fromCharCode(code)
    return Object.hasOwn(byLetter, letter) ? byLetter[letter] : undefined
  },
)

/** The end of a pickle: `.` */
export const STOP = 0x2e
