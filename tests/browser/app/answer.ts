/** Answers a request, in a page or in a worker. */

import { buildSchedule, type Device, digits, openDevice, simpleUnet, train } from 'ddpm/browser'
import { work } from './job.ts'
import type { Answer, Request } from './requests.ts'

/**
 * Remembers the workers that are started from now on.
 * @param elsewhere an address to start them from instead of theirs
 */
function watchWorkers(elsewhere?: string): Worker[] {
  const started: Worker[] = []
  globalThis.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(elsewhere ?? url, options)
      started.push(this)
    }
  }
  return started
}

/** Trains for good, and kills a thread after the second step. */
async function loseThread(device: Device, threads: readonly Worker[]): Promise<never> {
  const schedule = buildSchedule('linear')
  const network = simpleUnet({ widths: [16, 16, 16], timeDim: 16 })
  const data = digits({ count: 64 })
  for await (const event of train({
    device,
    network,
    schedule,
    data,
    batchSize: 32,
    epochs: 1e6,
  })) {
    if (event.kind === 'step' && event.step === 2) threads[1].terminate()
  }
  throw new Error('nobody missed the thread')
}

/** A batch that no memory of WebAssembly can hold. */
async function askTooMuch(device: Device): Promise<never> {
  const batchSize = 8192
  const data = { ...{ name: 'blank', count: batchSize, height: 28, width: 28, channels: 1 } }
  const images = new Uint8Array(batchSize * 28 * 28)
  const options = { device, network: simpleUnet(), schedule: buildSchedule('linear'), batchSize }
  for await (const _ of train({ ...options, data: { ...data, images } })) break
  throw new Error('there was memory enough')
}

export async function answer({ open, what }: Request): Promise<Answer> {
  const threads = watchWorkers(what === 'miss a script' ? '/nowhere.js' : undefined)
  try {
    const device = await openDevice(open)
    if (what === 'lose a thread') await loseThread(device, threads)
    if (what === 'ask for too much memory') await askTooMuch(device)
    const result = await work(device)
    await device.close()
    return { result }
  } catch (error) {
    return { error: String(error) }
  }
}
