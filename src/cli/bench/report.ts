/** What a bench run has found, in words for people and as facts for programs. */

import { showShape } from '../../base/shape.ts'
import type { Profile, ProfileEntry, ProfilePart } from '../../engine/profile.ts'
import { table } from '../terminal/charts.ts'
import { count, plural, rate } from '../terminal/format.ts'
import type { BenchResult } from './session.ts'

/** Ops of a smaller share stand in one line together. */
const LEAST_SHARE = 0.001

/** Columns of a table that does without them. */
const WITHOUT_PARTS = 5

const jobWords = { train: 'training step', denoise: 'denoising step' } as const

/** 10^9 per second, of a number per some milliseconds. */
const giga = (amount: number, milliseconds: number) => amount / milliseconds / 1e6

const sumOf = (entries: readonly ProfileEntry[]) =>
  entries.reduce((sum, { milliseconds }) => sum + milliseconds, 0)

const percent = (share: number) => `${(100 * share).toFixed(1)}%`

/** `12.3`: columns of times line up. */
const ms = (value: number) => value.toFixed(value < 10 ? 2 : 1)

function speedsOf({ batchSize, flops, times }: BenchResult) {
  return {
    stepsPerSecond: 1000 / times.median,
    imagesPerSecond: (1000 * batchSize) / times.median,
    gflops: giga(flops, times.median),
  }
}

/** Contractions by their arithmetic, everything else by the memory it moves. */
function speedOf({ flops, bytes, milliseconds }: ProfileEntry): string {
  if (milliseconds === 0) return '-'
  if (flops > 0) return `${rate(giga(flops, milliseconds))} GFLOPS`
  return `${rate(giga(bytes, milliseconds))} GB/s`
}

/** `packWeights 0.02 + 4 x multiply 10.8`; nothing where the op is one command. */
function partsOf({ parts }: ProfileEntry): string {
  if (parts.length < 2) return ''
  const byCommand = new Map<string, ProfilePart[]>()
  for (const part of parts) {
    byCommand.set(part.command, [...(byCommand.get(part.command) ?? []), part])
  }
  return [...byCommand]
    .map(([command, same]) => {
      const times = same.length > 1 ? `${same.length} x ` : ''
      return `${times}${command} ${ms(same.reduce((sum, part) => sum + part.milliseconds, 0))}`
    })
    .join(' + ')
}

/** What an op computes; without a name of its own, by what and with what. */
function nameOf({ op, label }: ProfileEntry): string {
  return label === '' || label.startsWith('with ') ? `${op} ${label}`.trim() : label
}

function rowOf(entry: ProfileEntry, total: number): string[] {
  const { milliseconds, algorithm = '' } = entry
  const share = percent(milliseconds / total)
  return [nameOf(entry), ms(milliseconds), share, speedOf(entry), algorithm, partsOf(entry)]
}

/** Ops by their time, the smallest together, then what the step takes beyond its ops. */
function profileRows({ entries, milliseconds: total }: Profile): string[][] {
  const sorted = [...entries].sort((a, b) => b.milliseconds - a.milliseconds)
  const shown = sorted.filter(({ milliseconds }) => milliseconds >= LEAST_SHARE * total)
  const rest = sorted.slice(shown.length)
  const summary = (what: string, time: number) => [what, ms(time), percent(time / total)]
  return [
    ['Op', 'ms', 'Share', 'Speed', 'Algorithm', 'Parts (ms)'],
    ...shown.map((entry) => rowOf(entry, total)),
    ...(rest.length ? [summary(`${plural(rest.length, 'smaller op')}`, sumOf(rest))] : []),
    summary('no op: start and end', total - sumOf(entries)),
    summary('Total', total),
  ]
}

/** @param columns where lines are longer, the parts are left out */
export function profileLines(profile: Profile, columns: number): string[] {
  const rows = profileRows(profile)
  const lines = table(rows, [1, 2, 3])
  if (lines.every(({ length }) => length <= columns)) return lines
  return table(
    rows.map((row) => row.slice(0, WITHOUT_PARTS)),
    [1, 2, 3],
  )
}

/**
 * For people.
 * @param columns of the terminal, to which a profile is fitted
 */
export function benchLines(result: BenchResult, columns: number): string[] {
  const { model, device, processor, job, batchSize, times, profile } = result
  const { stepsPerSecond, imagesPerSecond, gflops } = speedsOf(result)
  const classes =
    model.classes > 0 ? `, ${model.classes} ${model.classes === 1 ? 'class' : 'classes'}` : ''
  const rounds = plural(times.rounds.length, 'round')
  return [
    `${model.architecture} ${showShape(model.imageShape)}, ${count(model.parameterCount)} ` +
      `parameters${classes}, ${jobWords[job]}, batch ${batchSize}`,
    `${device.description}, ${processor}, Node ${process.versions.node}`,
    '',
    ...table([
      ['Step', `${ms(times.median)} ms median, ${ms(times.min)} ms fastest of ${rounds}`],
      [
        'Speed',
        `${rate(stepsPerSecond)} steps/s, ${rate(imagesPerSecond)} images/s, ` +
          `${rate(gflops)} GFLOPS (effective)`,
      ],
    ]),
    ...(profile ? ['', ...profileLines(profile, columns)] : []),
  ]
}

function profileFacts({ entries, milliseconds }: Profile) {
  const ops = entries.map((entry) => ({
    ...entry,
    share: entry.milliseconds / milliseconds,
    gflops: entry.milliseconds > 0 ? giga(entry.flops, entry.milliseconds) : 0,
    gigabytesPerSecond: entry.milliseconds > 0 ? giga(entry.bytes, entry.milliseconds) : 0,
  }))
  return { milliseconds, outsideOps: milliseconds - sumOf(entries), ops }
}

/** For programs. */
export function benchFacts(result: BenchResult) {
  const { model, device, processor, job, batchSize, flops, times, profile } = result
  const { architecture, options, parameterCount } = model
  return {
    kind: 'bench',
    job,
    batchSize,
    model: { architecture, options, parameterCount },
    device,
    processor,
    node: process.versions.node,
    flops,
    milliseconds: times,
    ...speedsOf(result),
    profile: profile && profileFacts(profile),
  }
}
