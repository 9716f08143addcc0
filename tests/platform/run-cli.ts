/** Starts the built command line as a user does. */

import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'

export const main = resolve(import.meta.dirname, '../../dist/cli/main.js')

export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Outcome>
  /** The match, when stdout or stderr has held the pattern; fails where the process ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>
}

/** Starts `ddpm` with these arguments in a folder. */
export function start(cwd: string, ...args: string[]): Running {
  return startProgram(cwd, [main, ...args])
}

/** Starts a program of Node's. @param args its file, and what it is given */
export function startProgram(
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
): Running {
  const child = spawn(process.execPath, args, {
    ...{ cwd, env: { ...process.env, ...env } },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { out: '', err: '' }
  const watchers = new Set<() => void>()
  const note = (stream: 'out' | 'err') => (chunk: Buffer) => {
    text[stream] += chunk.toString()
    for (const watcher of watchers) watcher()
  }
  child.stdout.on('data', note('out'))
  child.stderr.on('data', note('err'))
  const ended = new Promise<Outcome>((settle) => {
    child.on('close', (code) => settle({ code, ...text }))
  })
  const until = (pattern: RegExp) => {
    return new Promise<RegExpExecArray>((settle, fail) => {
      const look = () => {
        const match = pattern.exec(text.out) ?? pattern.exec(text.err)
        if (!match) return
        watchers.delete(look)
        settle(match)
      }
      watchers.add(look)
      void ended.then(({ out, err }) =>
        fail(new Error(`ended without ${pattern}:\n${out}\n${err}`)),
      )
      look()
    })
  }
  return { child, ended, until }
}

/** Runs `ddpm` to its end. */
export function ddpm(cwd: string, ...args: string[]): Promise<Outcome> {
  return start(cwd, ...args).ended
}
