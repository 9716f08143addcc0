/** Who is measured and at what: every contender does one unit of a workload and says how long. */

import { type NetworkName, networks } from './networks.ts'

export interface Workload {
  readonly job: 'train' | 'denoise'
  /** Default SimpleUNet. */
  readonly network?: NetworkName
  readonly batch: number
  /** Height and width of SimpleUNet's images. Default 28. */
  readonly imageSize?: number
}

/** What a contender's process says when it is ready. */
export interface Hello {
  readonly version: string
  /** Milliseconds from a model to a program that runs; ours only. */
  readonly compile?: { readonly trace: number; readonly load: number }
}

export interface Contender {
  /** `PyTorch 2.12.1 eager, nchw, 2 threads` */
  readonly name: string
  /** `PyTorch`: whose version it is. */
  readonly system: string
  readonly hello: Hello
  /** Its process. */
  readonly pid: number
  /** Does this many steps; resolves with milliseconds per step. */
  run(steps: number): Promise<number>
  /** Ends its process. */
  close(): Promise<void>
}

/** One that is there. */
export interface Present {
  readonly name: string
  readonly open: () => Promise<Contender>
}

/** A contender for a workload, or why there is none. */
export type Entry = Present | { readonly name: string; readonly missing: string }

export function showWorkload({ job, network, batch }: Workload): string {
  const step = job === 'train' ? 'training step' : 'denoising step'
  return `${step}${network ? ` of ${networks[network].label}` : ''}, B=${batch}`
}

/** `train-128`, `train-unet-64`: how a workload is called in options. */
export const keyOf = ({ job, network, batch }: Workload) =>
  [job, ...(network ? [network] : []), batch].join('-')

/** Those that are there; says once of each other why it is not. */
export function presentOf(entries: readonly Entry[]): Present[] {
  const missing = entries.filter((entry) => 'missing' in entry)
  const reasons = new Set(missing.map((entry) => `skipped ${entry.name}: ${entry.missing}`))
  for (const reason of reasons) console.log(reason)
  return entries.filter((entry) => 'open' in entry)
}

/** Opens those that are there. Closes what it opened where one fails. */
export async function openAll(entries: readonly Entry[]): Promise<Contender[]> {
  const contenders: Contender[] = []
  try {
    for (const { open } of presentOf(entries)) contenders.push(await open())
    return contenders
  } catch (error) {
    await closeAll(contenders)
    throw error
  }
}

export async function closeAll(contenders: readonly Contender[]): Promise<void> {
  for (const contender of contenders) await contender.close()
}
