/** A contender's side of the pipe, for those in Node: see `contenders/process.ts`. */

import { createInterface } from 'node:readline'
import type { Hello } from '../contenders/contender.ts'

/** What the process was asked to do. */
export function taskOf<Task>(): Task {
  return JSON.parse(process.argv[2])
}

/** Says hello, then does the steps it is asked for until the pipe closes. */
export async function serve(hello: Hello, step: () => Promise<void>): Promise<void> {
  const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`)
  say(hello)
  for await (const line of createInterface({ input: process.stdin })) {
    const steps = Number(line)
    const start = performance.now()
    for (let i = 0; i < steps; i++) await step()
    say({ ms: (performance.now() - start) / steps })
  }
}
