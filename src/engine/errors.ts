/** What can go wrong with graphs, programs and devices, in words. */

import { type ErrorCatalog, errorsOf } from '../base/errors.ts'
import { type Shape, showShape } from '../base/shape.ts'

const kinds = {
  input: 'an input',
  state: 'a state',
  constant: 'a constant',
  view: 'a view of a state',
} as const

/** A number of elements of a type, as devices and their users exchange them. */
interface Numbers {
  readonly length: number
  readonly dtype: string
}

const show = ({ length, dtype }: Numbers) => `${length} ${dtype}`

export const engineErrors = {
  // Graphs.
  'op.inputs-misfit': ({
    op,
    takes,
    inputs,
  }: {
    op: string
    takes: string
    /** Each with its name and its shape. */
    inputs: readonly string[]
  }) => `${op} takes ${takes}; given ${inputs.join(', ')}`,
  'graph.name-taken': ({
    name,
    kind,
    shape,
  }: {
    name: string
    kind: 'input' | 'state'
    shape: Shape
  }) =>
    `${name} is already ${kinds[kind]} of shape ${showShape(shape)}: use one name for one tensor`,
  'graph.constant-misfit': ({ length, shape }: { length: number; shape: Shape }) =>
    `a constant of shape ${showShape(shape)} cannot be made from ${length} numbers`,
  'graph.view-outside': ({
    state,
    offset,
    shape,
  }: {
    state: string
    offset: number
    shape: Shape
  }) => `${state} has no view of shape ${showShape(shape)} at ${offset}: choose one within a state`,
  'gradient.undefined': ({ op }: { op: string }) => `${op} has no gradient`,
  'gradient.unrelated': ({ source }: { source: string }) =>
    `${source} does not affect the loss, so it has no gradient`,
  'program.output-given': ({
    output,
    program,
    kind,
  }: {
    output: string
    program: string
    kind: keyof typeof kinds
  }) =>
    `output ${output} of the ${program} is ${kinds[kind]}: an output must be the result of an op`,
  'random.seed-out-of-range': ({ seed }: { seed: number }) =>
    `seed is ${seed}: use a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,

  // Jobs and buffers.
  'job.state-misfit': ({
    program,
    state,
    wanted,
    given,
  }: {
    program: string
    state: string
    wanted: Numbers
    given?: Numbers | undefined
  }) =>
    `state ${state} of the ${program} holds ${show(wanted)}, given ${given ? show(given) : 'nothing'}`,
  'job.state-shared': ({
    program,
    state,
    other,
  }: {
    program: string
    state: string
    other: string
  }) =>
    `states ${state} and ${other} of the ${program} are one buffer, and ${state} is overwritten: ` +
    'give each a buffer of its own',
  'job.state-freed': ({ program, state }: { program: string; state: string }) =>
    `the buffer of state ${state} was freed before the ${program} ran`,
  'job.state-foreign': ({ state }: { state: string }) =>
    `the buffer of state ${state} belongs to another device`,
  'job.name-unknown': ({
    kind,
    name,
    known,
  }: {
    kind: 'input' | 'output'
    name: string
    known: readonly string[]
  }) => `there is no ${kind} ${name}: choose from ${known.join(', ')}`,
  'job.index-outside': ({ op, index, count }: { op: string; index: number; count: number }) =>
    `${op} has no row ${index}: there are ${count}`,
  'device.precision-missing': ({
    program,
    precision,
    known,
  }: {
    program: string
    precision: string
    known: readonly string[]
  }) => `the ${program} stores numbers as ${precision}, and this device stores ${known.join(', ')}`,
  'memory.program-too-large': ({
    program,
    bytes,
    limit,
  }: {
    program: string
    bytes: number
    limit: number
  }) =>
    `the ${program} needs ${Math.ceil(bytes / 2 ** 20)} MiB of memory, and this device has at most ` +
    `${Math.floor(limit / 2 ** 20)} MiB: use a smaller batch, smaller widths or smaller images`,
  'device.data-misfit': ({
    what,
    wanted,
    given,
  }: {
    what: string
    wanted: Numbers
    given: Numbers
  }) => `${what} holds ${show(wanted)}, given ${show(given)}`,
  'device.used-after-free': ({ what }: { what: 'buffer' | 'job' }) => `a freed ${what} was used`,
  'device.used-after-close': () => 'a closed device was used',
} as const satisfies ErrorCatalog

export const engineError = errorsOf(engineErrors)
