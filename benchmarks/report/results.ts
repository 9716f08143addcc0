/** What a run of the bench leaves behind: one JSON line per workload in `results/YYYY-MM.jsonl`. */

import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises'
import type { Workload } from '../contenders/contender.ts'
import type { Machine } from '../measure/machine.ts'
import { type Timing, timesAsFast } from '../measure/statistics.ts'

/** Milliseconds per step. */
export interface Result extends Timing {
  readonly name: string
  /** How many times as fast as this one the first contender is, by minima. */
  readonly ratio?: number
}

export interface Line extends Machine, Workload {
  /** ISO 8601. */
  readonly date: string
  /** Of this package and its peers. */
  readonly versions?: Readonly<Record<string, string>>
  readonly threads: number
  readonly rounds: number
  /** Steps in a round. */
  readonly steps?: number
  /** Ours first: the others are compared with it. */
  readonly results: readonly Result[]
}

/** Fewer rounds than this are a trial, which is printed but neither kept nor shown. */
export const FEWEST_ROUNDS = 7

const folder = new URL('../results/', import.meta.url)

const rounded = (value: number) => Number(value.toFixed(3))

/** Timings by name as results, compared with the first. */
export function compared(timings: readonly (Timing & { readonly name: string })[]): Result[] {
  return timings.map((timing) => ({
    name: timing.name,
    min: rounded(timing.min),
    median: rounded(timing.median),
    ratio: rounded(timesAsFast(timings[0], timing)),
  }))
}

/** Adds a line to its month's file. */
export async function appendLine(line: Line): Promise<void> {
  await mkdir(folder, { recursive: true })
  await appendFile(new URL(`${line.date.slice(0, 7)}.jsonl`, folder), `${JSON.stringify(line)}\n`)
}

/** All lines of all months, oldest first. */
export async function readLines(): Promise<Line[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.jsonl')).sort()
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))
  const lines = texts.flatMap((text) => text.split('\n')).filter((line) => line !== '')
  return lines.map((line): Line => JSON.parse(line))
}
