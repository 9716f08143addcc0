/** PyTorch in a process of its own, driven a step at a time. */

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Contender, Entry, Workload } from './contender.ts'

const python = fileURLToPath(new URL('../.peers/venv/bin/python', import.meta.url))
const script = fileURLToPath(new URL('../peers/torch_peer.py', import.meta.url))

export type Layout = 'nchw' | 'channels_last'

export function torch(workload: Workload, layout: Layout, threads: number): Entry {
  const name = `PyTorch eager, ${layout}`
  if (!existsSync(python)) return { name, missing: 'run benchmarks/peers/setup.sh to install it' }
  const open = async (): Promise<Contender> => {
    const child = spawn(python, [script], {
      env: { ...process.env, THREADS: String(threads) },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    const answer = async () => {
      const { value, done } = await lines.next()
      if (done) throw new Error('the PyTorch peer ended early')
      return JSON.parse(value)
    }
    const { version } = await answer()
    return {
      name: `PyTorch ${version.replace(/\+.*/, '')} eager, ${layout}`,
      run: async () => {
        child.stdin.write(`${JSON.stringify({ ...workload, layout })}\n`)
        return (await answer()).ms
      },
      close: async () => {
        child.kill()
      },
    }
  }
  return { name, open }
}
