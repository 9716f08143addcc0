/** The built command line: in this process, or started as a user starts it. */

import { type ChildProcess, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, vi } from 'vitest'

const dist = resolve(import.meta.dirname, '../../dist')
export const main = join(dist, 'cli/main.js')
/** What `main` runs. */
const program = join(dist, 'cli/run.js')

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

/** What a command fails with, as it says to programs. */
export interface Failure {
  readonly exitCode: number
  readonly code: string
  readonly message: string
  readonly values: Readonly<Record<string, unknown>>
}

/** Runs a command that is refused; to people it says so in words, without a stack. */
export async function failureOf(cwd: string, ...args: string[]): Promise<Failure> {
  const { code, out, err } = await ddpm(cwd, ...args, '--json')
  expect(err, args.join(' ')).not.toMatch(/\n\s+at /)
  const failure = JSON.parse(out.trimEnd().split('\n').at(-1)!)
  expect(failure, args.join(' ')).toMatchObject({ kind: 'error', exitCode: code })
  return failure
}

type Run = (argv: readonly string[]) => Promise<number>

let last: Promise<unknown> = Promise.resolve()

/**
 * Runs `ddpm` to its end in this process, one command after another: most tests need no process of
 * the command's own, which `start` gives.
 */
export function ddpm(cwd: string, ...args: string[]): Promise<Outcome> {
  const outcome = last.then(() => runHere(cwd, args))
  last = outcome.catch(() => {})
  return outcome
}

async function runHere(cwd: string, args: string[]): Promise<Outcome> {
  const { runCli } = (await import(pathToFileURL(program).href)) as { runCli: Run }
  const text = { out: '', err: '' }
  const take = (stream: 'out' | 'err') => (chunk: string | Uint8Array) => {
    text[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    return true
  }
  const before = process.cwd()
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(take('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(take('err')),
  ]
  process.chdir(cwd)
  try {
    return { code: await runCli(args), ...text }
  } finally {
    process.chdir(before)
    for (const spy of spies) spy.mockRestore()
  }
}
