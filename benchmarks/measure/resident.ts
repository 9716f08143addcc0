/** How much memory a process holds, as Linux tells it. Elsewhere there is no answer. */

import { readFileSync } from 'node:fs'

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

export function residentOf(pid: number): Resident | undefined {
  try {
    return residentIn(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return undefined
  }
}
