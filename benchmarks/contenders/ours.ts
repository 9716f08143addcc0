/** This package, as a user would run it: on this Node, or on another one. */

import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { plural } from '../../src/cli/terminal/format.ts'
import type { Entry, Workload } from './contender.ts'
import { openProcess } from './process.ts'

const script = fileURLToPath(new URL('../peers/ddpm-peer.ts', import.meta.url))

export interface NodeProgram {
  readonly path: string
  /** `24.21.0` */
  readonly version: string
  /** What it needs to run TypeScript; newer ones need nothing. */
  readonly loader: readonly string[]
}

/** @throws {Error} where the path is no Node. */
export function nodeAt(path: string): NodeProgram {
  const question = 'JSON.stringify([process.versions.node, Boolean(process.features.typescript)])'
  const [version, readsTypeScript] = JSON.parse(
    execFileSync(path, ['-p', question], { encoding: 'utf8' }),
  )
  return { path, version, loader: readsTypeScript ? [] : ['--import', 'tsx'] }
}

export const thisNode = nodeAt(process.execPath)

/** @param variant of the kernels; what a probe finds fastest where it is not given */
export function ours(
  workload: Workload,
  threads: number,
  node = thisNode,
  variant?: string,
): Entry {
  const host = node === thisNode ? '' : ` on Node ${node.version}`
  const name = `ddpm${host}, ${plural(threads, 'thread')}`
  const command = {
    program: node.path,
    arguments: [...node.loader, script],
    task: { ...workload, threads, variant },
  }
  return { name, open: () => openProcess('ddpm', command, () => name) }
}
