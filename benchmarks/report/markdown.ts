/** Results as the tables of `benchmarks/README.md`. Text only, no files. */

import { plural } from '../../src/cli/terminal/format.ts'
import { keyOf, showWorkload } from '../contenders/contender.ts'
import { showProcessor } from '../measure/machine.ts'
import { timesAsFast } from '../measure/statistics.ts'
import { FEWEST_ROUNDS, type Line, type Result } from './results.ts'

/** Three digits or so: `1137`, `86.2`, `3.05`. */
export function showMs(ms: number): string {
  return ms.toFixed(ms >= 100 ? 0 : ms >= 10 ? 1 : 2)
}

export const showRatio = (ratio: number) => `${ratio.toFixed(2)}x as fast`

const isOurs = ({ name }: Result) => name.startsWith('ddpm')

/** The fastest of those that are not ours; undefined where there is none. */
export function fastestPeer(results: readonly Result[]): Result | undefined {
  const peers = results.filter((result) => !isOurs(result))
  return peers.sort((a, b) => a.min - b.min)[0]
}

function rowsOf(line: Line): string[] {
  const { results, date, rounds, node } = line
  const [first] = results
  const fastest = fastestPeer(results)
  const facts = `${date.slice(0, 10)}, Node ${node.replace(/^v/, '')}, ${plural(rounds, 'round')}`
  const rows = results.map((result) => {
    const ratio = showRatio(timesAsFast(first, result))
    const comparison = result === fastest ? `**${ratio}**` : result === first ? '' : ratio
    return `| ${result.name} | ${showMs(result.min)} | ${showMs(result.median)} | ${comparison} |`
  })
  return [`| **${showWorkload(line)}** (${facts}) | | | |`, ...rows]
}

function section(machine: string, lines: readonly Line[]): string {
  const header = ['| milliseconds per step | min | median | ours is |', '|---|--:|--:|--:|']
  return [`### ${machine}`, '', ...header, ...lines.flatMap(rowsOf)].join('\n')
}

/** The newest line of each workload, by processor; trials are left out. @param lines oldest first */
export function newest(lines: readonly Line[]): Map<string, Line[]> {
  const machines = new Map<string, Map<string, Line>>()
  for (const line of lines.filter(({ rounds }) => rounds >= FEWEST_ROUNDS)) {
    const machine = `${showProcessor(line)}, ${line.cores} cores`
    const workloads = machines.get(machine) ?? new Map<string, Line>()
    machines.set(machine, workloads.set(keyOf(line), line))
  }
  return new Map([...machines].map(([machine, workloads]) => [machine, [...workloads.values()]]))
}

/** A section for every processor. @param lines oldest first */
export function markdownOf(lines: readonly Line[]): string {
  return [...newest(lines)].map(([machine, its]) => section(machine, its)).join('\n\n')
}

export const markers = { begin: '<!-- results -->', end: '<!-- /results -->' } as const

/** The text with what stands between its markers replaced. @throws where it has no markers */
export function betweenMarkers(text: string, contents: string): string {
  const [begin, end] = [text.indexOf(markers.begin), text.indexOf(markers.end)]
  if (begin < 0 || end < begin) throw new Error(`no ${markers.begin} ... ${markers.end} to fill`)
  return `${text.slice(0, begin + markers.begin.length)}\n${contents}\n${text.slice(end)}`
}
