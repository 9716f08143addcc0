/** onnxruntime-node on the exported network: it samples, it cannot train. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { plural } from '../../src/cli/terminal/format.ts'
import type { Entry, Workload } from './contender.ts'
import { thisNode } from './ours.ts'
import { openProcess } from './process.ts'

const model = fileURLToPath(new URL('../.peers/simple-unet.onnx', import.meta.url))
const script = fileURLToPath(new URL('../peers/onnxruntime-peer.ts', import.meta.url))

export function onnxruntime(workload: Workload, threads: number): Entry {
  const name = 'onnxruntime-node'
  if (workload.job === 'train') return { name, missing: 'it cannot train' }
  if (workload.network) return { name, missing: 'only SimpleUNet is exported for it' }
  if (!existsSync(model)) return { name, missing: 'run benchmarks/peers/setup.sh to install it' }
  const command = {
    program: thisNode.path,
    arguments: [...thisNode.loader, script],
    task: { ...workload, threads, model },
  }
  const nameOf = (version: string) => `${name} ${version}, ${plural(threads, 'thread')}`
  return { name, open: () => openProcess(name, command, nameOf) }
}
