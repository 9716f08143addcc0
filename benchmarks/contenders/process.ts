/**
 * A contender in a process of its own, driven a few steps at a time. The process gets what to do
 * as JSON in its last argument, says hello, and answers every line `STEPS` with `{"ms": per step}`.
 */

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Contender, Hello } from './contender.ts'

export interface Command {
  readonly program: string
  readonly arguments: readonly string[]
  /** What to do, as the process understands it. */
  readonly task: object
}

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Starts a contender's process and waits for its hello.
 * @param nameOf what the contender is called, given its version
 * @throws {Error} where the process does not start or ends early.
 */
export async function openProcess(
  system: string,
  command: Command,
  nameOf: (version: string) => string,
): Promise<Contender> {
  const child = spawn(command.program, [...command.arguments, JSON.stringify(command.task)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  ended.catch(() => {}) // one that does not start is reported where its hello is missed
  child.stdin.on('error', () => {}) // so is one that no longer listens
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async () => {
    const { value, done } = await lines.next()
    if (!done) return JSON.parse(value)
    const [code, signal] = await ended
    throw new Error(`the process of ${system} ended early (${signal ?? `code ${code}`})`)
  }
  const hello: Hello = await answer()
  return {
    ...{ system, hello, name: nameOf(hello.version), pid: child.pid! },
    run: async (steps) => {
      child.stdin.write(`${steps}\n`)
      return (await answer()).ms
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}
