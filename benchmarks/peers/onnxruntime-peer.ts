/** onnxruntime-node as a contender's process: `{"batch", "threads", "model": path}`. */

import { createRequire } from 'node:module'
import { serve, taskOf } from './serve.ts'

/** The few names of onnxruntime-node used here; the package is not a dependency. */
interface Runtime {
  readonly env: { readonly versions: { readonly node?: string } }
  readonly Tensor: new (
    type: 'float32' | 'int64',
    data: Float32Array | BigInt64Array,
    dims: readonly number[],
  ) => object
  readonly InferenceSession: {
    create(path: string, options: object): Promise<{ run(feeds: object): Promise<object> }>
  }
}

interface Task {
  readonly batch: number
  readonly threads: number
  readonly model: string
}

const { batch, threads, model } = taskOf<Task>()
const require = createRequire(new URL('../.peers/', import.meta.url))
const runtime = require('onnxruntime-node') as Runtime
const session = await runtime.InferenceSession.create(model, {
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
})
const x = Float32Array.from({ length: batch * 784 }, Math.random)
const feeds = {
  x: new runtime.Tensor('float32', x, [batch, 1, 28, 28]),
  t: new runtime.Tensor('int64', new BigInt64Array(batch).fill(500n), [batch]),
}
await serve({ version: runtime.env.versions.node ?? '' }, async () => {
  await session.run(feeds)
})
