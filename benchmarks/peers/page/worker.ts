/** This package as a contender in a browser's worker. */

import { openDevice } from 'ddpm/browser'
import { type ReadyStep, readyStep } from '../ddpm-steps.ts'
import type { Answer, Message, Task } from './messages.ts'

let ready: ReadyStep

async function prepare({ threads, variant, ...workload }: Task): Promise<Answer> {
  const device = await openDevice({ device: 'wasm', threads, variant })
  ready = await readyStep(device, workload)
  return { description: device.description }
}

async function run(steps: number): Promise<Answer> {
  const start = performance.now()
  for (let i = 0; i < steps; i++) await ready.run()
  return { ms: (performance.now() - start) / steps }
}

async function serve(message: Message): Promise<void> {
  const answer = 'task' in message ? prepare(message.task) : run(message.steps)
  postMessage(await answer.catch((error): Answer => ({ error: String(error) })))
}

addEventListener('message', ({ data }: MessageEvent<Message>) => void serve(data))
