/** The browser as a host: module workers, shared memory where the page is isolated, fetch. */

import type { Host, HostThread, ThreadSetup } from '../../engine/host.ts'
import { browserError } from './errors.ts'

/** Whole URLs, so that bundlers find the files and take them along. */
const kernels: Readonly<Record<string, () => URL>> = {
  'simd.wasm': () => new URL('../../../wasm/simd.wasm', import.meta.url),
  'simd-single.wasm': () => new URL('../../../wasm/simd-single.wasm', import.meta.url),
  'relaxed.wasm': () => new URL('../../../wasm/relaxed.wasm', import.meta.url),
  'relaxed-single.wasm': () => new URL('../../../wasm/relaxed-single.wasm', import.meta.url),
}

async function readKernels(file: string): Promise<Uint8Array> {
  const response = await fetch(kernels[file]()).catch((cause: unknown) => {
    throw browserError('kernels.unreachable', { file }, { cause })
  })
  if (!response.ok) throw browserError('kernels.unreachable', { file, status: response.status })
  return new Uint8Array(await response.arrayBuffer())
}

/**
 * A worker that is terminated, by a browser short of memory or by a page, says nothing. But it lets go
 * of its lock.
 */
async function afterRelease(lock: string, signal: AbortSignal): Promise<void> {
  await navigator.locks.request(lock, { signal }, () => {})
}

function startThread(setup: ThreadSetup): HostThread {
  const worker = new Worker(new URL('./thread.js', import.meta.url), { type: 'module' })
  const lock = `ddpm.thread.${crypto.randomUUID()}`
  const ended = new AbortController()
  worker.postMessage({ ...setup, lock })
  return {
    listen(onDone, onError) {
      worker.addEventListener('message', ({ data }) => {
        if (data === 'done') return onDone()
        afterRelease(lock, ended.signal).then(
          () => onError(new Error('the browser or the page has ended it')),
          () => {}, // as we have ended it
        )
      })
      worker.addEventListener('error', ({ message }) => {
        onError(new Error(message ?? 'its script could not be loaded'))
      })
    },
    keepAlive() {}, // a page lives as long as its tab
    async terminate() {
      ended.abort()
      worker.terminate()
    },
  }
}

/** What the browser offers; usable in a page and in a worker. */
export function browserHost(): Host {
  const available = globalThis.crossOriginIsolated === true
  const reason = 'the page is not cross-origin isolated (COOP and COEP headers are missing)'
  return {
    cores: Math.max(1, globalThis.navigator.hardwareConcurrency ?? 1),
    sharing: available ? { available } : { available, reason },
    readKernels,
    startThread,
  }
}
