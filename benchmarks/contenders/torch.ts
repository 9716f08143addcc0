/** PyTorch, eager, in either layout of memory. */

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { plural } from '../../src/cli/terminal/format.ts'
import type { Entry, Workload } from './contender.ts'
import { openProcess } from './process.ts'

const python = fileURLToPath(new URL('../.peers/venv/bin/python', import.meta.url))
const script = fileURLToPath(new URL('../peers/torch_peer.py', import.meta.url))

export type Layout = 'nchw' | 'channels_last'

export function torch(workload: Workload, layout: Layout, threads: number): Entry {
  const name = 'PyTorch'
  if (!existsSync(python)) return { name, missing: 'run benchmarks/peers/setup.sh to install it' }
  const command = { program: python, arguments: [script], task: { ...workload, layout, threads } }
  const nameOf = (version: string) =>
    `${name} ${version} eager, ${layout}, ${plural(threads, 'thread')}`
  return { name, open: () => openProcess(name, command, nameOf) }
}
