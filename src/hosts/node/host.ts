/** Node as a host: worker threads, the package's files, and what this machine's V8 can do. */

import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { arch, availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Worker } from 'node:worker_threads'
import type { Host, HostThread, ThreadSetup } from '../../engine/host.ts'
import { hostsError } from './host-errors.ts'

/**
 * Distinct physical cores in the text of /proc/cpuinfo: hyperthreads share a core's arithmetic
 * units and only get in each other's way. 0 where the text does not say.
 */
export function coresIn(cpuinfo: string): number {
  const processors = cpuinfo.split(/\n\s*\n/)
  const field = (text: string, name: string) =>
    text.match(new RegExp(`^${name}\\s*:\\s*(\\S+)`, 'm'))?.[1]
  const cores = processors.map((text) => {
    const core = field(text, 'core id')
    return core === undefined ? undefined : `${field(text, 'physical id')}/${core}`
  })
  return new Set(cores.filter((core) => core !== undefined)).size
}

/** CPUs that a control group may use: the text of cpu.max, `200000 100000` or `max 100000`. */
export function quotaIn(cpuMax: string): number {
  const [quota, period] = cpuMax.split(/\s+/).map(Number)
  return quota > 0 && period > 0 ? Math.max(1, Math.floor(quota / period)) : Infinity
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Physical cores this process may use. Only Linux reports which processors share a core; elsewhere
 * every processor counts, which is right on Apple's chips and costs little on others.
 */
export function physicalCores(): number {
  const allowed = Math.min(availableParallelism(), quotaIn(read('/sys/fs/cgroup/cpu.max')))
  return Math.min(allowed, coresIn(read('/proc/cpuinfo')) || allowed)
}

const majorVersion = () => Number(process.versions.node.split('.')[0])

/**
 * V8's flags count only until its first compilation. Node 20 runs relaxed SIMD, later ones have it
 * anyway; its baseline compiler breaks the threads' barriers (wrong sums or endless runs with two
 * threads; not on Node 22), so it compiles with the optimising one at once. From Node 24 on, x64
 * machines with AVX2 can make one 256-bit operation of two 128-bit ones. A V8 that does not know a
 * flag says so on stderr and continues.
 * @returns whether 256 bits are worth a probe
 */
function prepareV8(): boolean {
  if (majorVersion() < 22) {
    setFlagsFromString('--experimental-wasm-relaxed-simd')
    setFlagsFromString('--no-liftoff')
  }
  const wide = majorVersion() >= 24 && arch() === 'x64' && mayHaveAvx2(read('/proc/cpuinfo'))
  if (wide) setFlagsFromString('--experimental-wasm-revectorize')
  return wide
}

/** Whether the text of /proc/cpuinfo does not deny it: there is none away from Linux. */
export function mayHaveAvx2(cpuinfo: string): boolean {
  const flags = cpuinfo.match(/^flags\s*:(.*)$/m)?.[1].split(' ')
  return flags === undefined || (flags.includes('avx2') && flags.includes('fma'))
}

async function readKernels(file: string): Promise<Uint8Array> {
  const url = new URL(`../../../wasm/${file}`, import.meta.url)
  return await readFile(url).catch((cause: unknown) => {
    throw hostsError('kernels.missing', { path: url.pathname }, { cause })
  })
}

function startThread(setup: ThreadSetup): HostThread {
  // Without the parent's flags: loaders for TypeScript would only slow the start.
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: setup,
    execArgv: [],
  })
  return {
    listen(onDone, onError) {
      worker.on('message', onDone)
      worker.on('error', onError)
      worker.on('exit', (code) => onError(new Error(`the worker ended with code ${code}`)))
    },
    keepAlive(alive) {
      if (alive) worker.ref()
      else worker.unref()
    },
    async terminate() {
      worker.removeAllListeners('exit')
      await worker.terminate()
    },
  }
}

/** V8 gives a collector to contexts made while the flag is set: the caller's own stays as it is. */
function borrowedCollector(): unknown {
  setFlagsFromString('--expose-gc')
  try {
    return runInNewContext('globalThis.gc')
  } finally {
    setFlagsFromString('--no-expose-gc')
  }
}

/** Where V8 gives no collector, garbage waits for V8's own collection. */
function collectGarbage(): void {
  const collect: unknown = globalThis.gc ?? borrowedCollector()
  if (typeof collect === 'function') collect()
}

/** What Node offers on this machine. */
export function nodeHost(): Host {
  return {
    cores: physicalCores(),
    sharing: { available: true },
    wideVectors: prepareV8(),
    readKernels,
    startThread,
    collectGarbage,
  }
}
