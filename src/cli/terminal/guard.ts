/** A terminal's state while something is drawn on it: given back however the process stops or ends. */

/** The part of `process` that says so. */
export type Watched = Pick<NodeJS.Process, 'on' | 'off' | 'kill' | 'pid' | 'listenerCount'>

export interface Drawing {
  /** Leaves the terminal as a shell wants it. */
  restore(): void
  /** Draws again, after a shell had the terminal. */
  redraw(): void
}

const onWindows = process.platform === 'win32'

/** Signals that end a process that does not listen to them. */
const FATAL: readonly NodeJS.Signals[] = onWindows
  ? ['SIGINT', 'SIGTERM']
  : ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** @returns what ends the watch */
export function guardDrawing({ restore, redraw }: Drawing, watched: Watched = process): () => void {
  /** Whoever else listens to the signal decides what it means. */
  const end = (signal: NodeJS.Signals) => {
    if (watched.listenerCount(signal) > 1) return
    restore()
    stopWatching()
    watched.kill(watched.pid, signal)
  }
  /** Ctrl-Z. SIGSTOP stops what listens to SIGTSTP. */
  const stop = () => {
    restore()
    watched.kill(watched.pid, 'SIGSTOP')
  }
  const stopWatching = () => {
    watched.off('exit', restore)
    for (const signal of FATAL) watched.off(signal, end)
    watched.off('SIGTSTP', stop)
    watched.off('SIGCONT', redraw)
  }
  watched.on('exit', restore)
  for (const signal of FATAL) watched.on(signal, end)
  if (!onWindows) {
    watched.on('SIGTSTP', stop)
    watched.on('SIGCONT', redraw)
  }
  return stopWatching
}
