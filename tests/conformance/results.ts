/** What a device makes of a case, and how far two results are apart. */

import type { Device, DeviceBuffer } from '../../src/engine/device.ts'
import { type Case, type TracedCase, traceCase } from './case.ts'

/** Outputs after the second run, then the states, by name. */
export type Result = ReadonlyMap<string, ArrayLike<number>>

async function createStates(device: Device, { states }: TracedCase) {
  const buffers: Record<string, DeviceBuffer> = {}
  for (const [name, data] of Object.entries(states)) {
    buffers[name] = device.createBuffer('f32', data.length)
    await buffers[name].write(data)
  }
  return buffers
}

/** Runs a case twice, so that a run that spoils its own inputs or constants shows. */
export const runCase = (device: Device, row: Case): Promise<Result> => runTimes(device, row, 2)

/** What a second run of the judge comes to, for which one is enough where nothing is kept. */
export function judgeCase(judge: Device, row: Case): Promise<Result> {
  return runTimes(judge, row, traceCase(row).program.states.size > 0 ? 2 : 1)
}

async function runTimes(device: Device, row: Case, times: number): Promise<Result> {
  const traced = traceCase(row)
  const { program, inputs } = traced
  const buffers = await createStates(device, traced)
  const job = await device.load(program, buffers)
  for (const [name, data] of Object.entries(inputs)) await job.write(name, data)
  for (let time = 0; time < times; time++) await job.run()
  const result = new Map<string, ArrayLike<number>>()
  for (const name of program.outputs.keys()) result.set(name, await job.read(name))
  for (const [name, buffer] of Object.entries(buffers)) result.set(name, await buffer.read())
  job.free()
  for (const buffer of Object.values(buffers)) buffer.free()
  return result
}

/** |a - b|; numbers that are not finite must be the same, else they are infinitely far apart. */
function distance(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0
  const distance = Math.abs(a - b)
  return Number.isFinite(distance) ? distance : Infinity
}

/** Relative L2 error: 0 where all are equal, Infinity where all should be 0 and are not. */
export function relativeError(actual: ArrayLike<number>, truth: ArrayLike<number>): number {
  if (actual.length !== truth.length) return Infinity
  let error = 0
  let norm = 0
  for (let i = 0; i < truth.length; i++) {
    error += distance(actual[i], truth[i]) ** 2
    if (Number.isFinite(truth[i])) norm += truth[i] ** 2
  }
  return error === 0 ? 0 : Math.sqrt(error / norm)
}

/** The largest relative error among the parts of a result. */
export function resultError(actual: Result, truth: Result): number {
  if ([...actual.keys()].join() !== [...truth.keys()].join()) return Infinity
  return Math.max(...[...truth].map(([name, t]) => relativeError(actual.get(name) ?? [], t)))
}

/** Number by number where the bytes differ: that is slow, and rare. */
function same(x: ArrayLike<number>, y: ArrayLike<number> = []): boolean {
  if (x.length !== y.length) return false
  if (x instanceof Float32Array && y instanceof Float32Array && sameBytes(x, y)) return true
  return Array.from(x).every((element, i) => Object.is(element, y[i]))
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength)
const sameBytes = (x: Float32Array, y: Float32Array) => bytesOf(x).equals(bytesOf(y))

/** Names of the parts that differ in any bit; NaNs are alike, 0 and -0 are not. */
export function differingParts(a: Result, b: Result): string[] {
  return [...a].filter(([name, numbers]) => !same(numbers, b.get(name))).map(([name]) => name)
}

/** One of several samples, of each part of a result. */
export const sampleOf = (sample: number, samples: number, result: Result): Result =>
  new Map(
    [...result].map(([name, numbers]) => {
      const size = numbers.length / samples
      return [name, (numbers as Float32Array).subarray(sample * size, (sample + 1) * size)]
    }),
  )
