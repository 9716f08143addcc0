/**
 * The lock of a run folder as values: who holds it, and whether that process still lives. Locks are
 * numbered files. The holder of the highest live one writes; a lock is never taken from a process,
 * only overtaken by the next number once its process is dead.
 */

export interface LockOwner {
  readonly pid: number
  readonly host: string
  /** Which process table the pid is of: a machine since its last start, or a container's. */
  readonly table: string
  /** Which of the processes that had the pid in turn; empty where the system does not say. */
  readonly incarnation: string
  /** When the run began, as ISO 8601. */
  readonly since: string
}

/** Nothing where the text is not an owner, as of a file that a power cut has emptied. */
export function parseOwner(text: string): LockOwner | undefined {
  try {
    const { pid, host, table, incarnation, since } = JSON.parse(text)
    const words = [host, table, incarnation, since]
    const valid = Number.isSafeInteger(pid) && words.every((word) => typeof word === 'string')
    return valid ? { pid, host, table, incarnation, since } : undefined
  } catch {
    return undefined
  }
}

/** What can be seen of a lock from here. */
export interface LockSight {
  readonly owner: LockOwner | undefined
  /** Milliseconds since its holder has last touched it. */
  readonly age: number
}

/** The process table here, and who is in it. */
export interface ProcessTable {
  readonly id: string
  /** The incarnation that lives under a pid; nothing where none does. */
  incarnationOf(pid: number): string | undefined
}

/** A holder touches its lock so often, in milliseconds. */
export const LOCK_TOUCH_MS = 10_000
/** An untouched lock whose process cannot be seen from here is dead after so long. */
export const LOCK_PATIENCE_MS = 12 * LOCK_TOUCH_MS

/** Whether the lock's process lives: seen in our process table, or else by the lock's age. */
export function isHeld({ owner, age }: LockSight, here: ProcessTable): boolean {
  if (owner?.table !== here.id) return age < LOCK_PATIENCE_MS
  return here.incarnationOf(owner.pid) === owner.incarnation
}

/** Who holds it: `process 812 on ada since 2026-11-30 05:01 UTC`. */
export function showOwner(owner: LockOwner | undefined): string {
  if (!owner) return 'another process'
  const since = owner.since.slice(0, 16).replace('T', ' ')
  return `process ${owner.pid} on ${owner.host} since ${since} UTC`
}
