/** The browser as a host: module workers, shared memory where the page is isolated, fetch. */

import { UserError } from '../engine/errors.ts'
import type { Host, HostThread, ThreadSetup } from '../engine/host.ts'

/** Whole URLs, so that bundlers find the files and take them along. */
const kernels: Readonly<Record<string, () => URL>> = {
  'simd.wasm': () => new URL('../../wasm/simd.wasm', import.meta.url),
  'simd-single.wasm': () => new URL('../../wasm/simd-single.wasm', import.meta.url),
  'relaxed.wasm': () => new URL('../../wasm/relaxed.wasm', import.meta.url),
  'relaxed-single.wasm': () => new URL('../../wasm/relaxed-single.wasm', import.meta.url),
}

async function readKernels(file: string): Promise<Uint8Array> {
  const response = await fetch(kernels[file]()).catch((cause: unknown) => {
    throw new UserError(`${file} could not be fetched: is the page online?`, { cause })
  })
  if (!response.ok) throw new UserError(`${file} could not be fetched: HTTP ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

function startThread(setup: ThreadSetup): HostThread {
  const worker = new Worker(new URL('./browser-worker.js', import.meta.url), { type: 'module' })
  worker.postMessage(setup)
  return {
    listen(onDone, onError) {
      worker.addEventListener('message', onDone)
      worker.addEventListener('error', ({ message }) => onError(new Error(message)))
    },
    keepAlive() {}, // a page lives as long as its tab
    async terminate() {
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
