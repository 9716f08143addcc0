/** How much memory a process holds, as Linux reports it. Elsewhere there is no answer. */

import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** In bytes. */
export interface Resident {
  readonly now: number
  /** The most it ever was. */
  readonly peak: number
}

/** From the text of /proc/PID/status; undefined where it does not say. */
export function residentIn(status: string): Resident | undefined {
  const field = (name: string) => status.match(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm'))?.[1]
  const [now, peak] = [field('VmRSS'), field('VmHWM')]
  if (now === undefined || peak === undefined) return undefined
  return { now: Number(now) * 1024, peak: Number(peak) * 1024 }
}

/** A text that /proc has of a process; empty where the process has gone. */
function textOf(pid: string, name: 'status' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

/** Of one process; undefined where nothing reports it. */
export function residentOf(pid: number): Resident | undefined {
  return residentIn(textOf(String(pid), 'status'))
}

/** All processes that this one has begun, and those that they have, with their names. */
function descendants(): { readonly pid: string; readonly status: string }[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({ pid, status: textOf(pid, 'status') }))
  const parents = new Map(all.map(({ pid, status }) => [pid, /^PPid:\s*(\d+)/m.exec(status)?.[1]]))
  const isOurs = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || isOurs(parents.get(pid)))
  return all.filter(({ pid }) => isOurs(parents.get(pid)))
}

/** Bytes held by the pages of browsers that this process has begun; undefined where nothing reports it. */
export function residentOfPages(): number | undefined {
  if (!existsSync('/proc/self/status')) return undefined
  const pages = descendants().filter(({ pid }) =>
    textOf(pid, 'cmdline').includes('--type=renderer'),
  )
  return pages.reduce((sum, { status }) => sum + (residentIn(status)?.now ?? 0), 0)
}
