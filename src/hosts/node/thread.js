// One thread of the WASM backend in Node: instantiates the kernels on the shared memory and
// serves. It stays inside WebAssembly until the thread is terminated.

import { parentPort, workerData } from 'node:worker_threads'

const { module, memory, index } = workerData
const done = () => parentPort?.postMessage(undefined)
const now = () => performance.now()
const { exports } = new WebAssembly.Instance(module, { env: { memory, done, now } })
memory.grow(0) // V8 may have missed a growth while the memory came here: reads its size again
if (typeof exports.serve === 'function') exports.serve(index)
