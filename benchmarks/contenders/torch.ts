/** PyTorch, eager, in either layout of memory; networks other than SimpleUNet are diffusers'. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { plural } from '../../src/cli/terminal/format.ts'
import type { Entry, Workload } from './contender.ts'
import { networks } from './networks.ts'
import { openProcess } from './process.ts'

const python = fileURLToPath(new URL('../.peers/venv/bin/python', import.meta.url))
const script = fileURLToPath(new URL('../peers/torch_peer.py', import.meta.url))

export type Layout = 'nchw' | 'channels_last'

const findDiffusers =
  'import importlib.util, sys; sys.exit(not importlib.util.find_spec("diffusers"))'

function hasAllFor({ network }: Workload): boolean {
  if (!existsSync(python)) return false
  return !network || spawnSync(python, ['-c', findDiffusers]).status === 0
}

export function torch(workload: Workload, layout: Layout, threads: number): Entry {
  const name = 'PyTorch'
  if (!hasAllFor(workload)) return { name, missing: 'run benchmarks/peers/setup.sh to install it' }
  const { job, batch, network } = workload
  const unet = network && networks[network].options
  const task = { job, batch, unet, layout, threads }
  const command = { program: python, arguments: [script], task }
  const nameOf = (version: string) =>
    `${name} ${version} eager, ${layout}, ${plural(threads, 'thread')}`
  return { name, open: () => openProcess(name, command, nameOf) }
}
