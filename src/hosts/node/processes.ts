/** The processes of this machine, as far as they can be distinguished. */

import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { LockOwner, ProcessTable } from '../../runs/lock.ts'

function attempt(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

/**
 * Of Linux the start of the machine and the namespace, since containers may share a host's name and
 * have other pids. Elsewhere the host's name alone.
 */
function tableId(): string {
  const boot = attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  const namespace = attempt(() => readlinkSync('/proc/self/ns/pid'))
  return [hostname(), boot, namespace].join(' ')
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it lives, and is another user's
  }
}

/** Linux: when the process began, in clock ticks; a zombie has ended. Elsewhere empty. */
function incarnationOf(pid: number): string | undefined {
  if (!answers(pid)) return undefined
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (state === 'Z' || state === 'X') return undefined
  return fields[18] ?? ''
}

/** The process table that this process is in. */
export const processes: ProcessTable = { id: tableId(), incarnationOf }

/** This process as the owner of a lock. */
export function thisProcess(): LockOwner {
  return {
    pid: process.pid,
    host: hostname(),
    table: processes.id,
    incarnation: incarnationOf(process.pid) ?? '',
    since: new Date().toISOString(),
  }
}
