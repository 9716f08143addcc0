/** onnxruntime-node on the exported network: it samples, it cannot train. */

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Contender, Entry, Workload } from './contender.ts'

const folder = new URL('../.peers/', import.meta.url)
const model = fileURLToPath(new URL('simple-unet.onnx', folder))

/** The few names of onnxruntime-node used here; the package is no dependency. */
interface Runtime {
  readonly env: { readonly versions: { readonly node?: string; readonly common?: string } }
  readonly Tensor: new (
    type: 'float32' | 'int64',
    data: Float32Array | BigInt64Array,
    dims: readonly number[],
  ) => object
  readonly InferenceSession: {
    create(path: string, options: object): Promise<{ run(feeds: object): Promise<object> }>
  }
}

export function onnxruntime({ job, batch }: Workload, threads: number): Entry {
  const name = 'onnxruntime-node'
  if (job === 'train') return { name, missing: 'it cannot train' }
  if (!existsSync(model)) return { name, missing: 'run benchmarks/peers/setup.sh to install it' }
  const open = async (): Promise<Contender> => {
    const runtime = createRequire(folder)('onnxruntime-node') as Runtime
    const options = { intraOpNumThreads: threads, interOpNumThreads: 1 }
    const session = await runtime.InferenceSession.create(model, options)
    const x = Float32Array.from({ length: batch * 784 }, Math.random)
    const feeds = {
      x: new runtime.Tensor('float32', x, [batch, 1, 28, 28]),
      t: new runtime.Tensor('int64', new BigInt64Array(batch).fill(500n), [batch]),
    }
    return {
      name: `onnxruntime-node ${runtime.env.versions.node ?? ''}`.trim(),
      run: async () => {
        const start = performance.now()
        await session.run(feeds)
        return performance.now() - start
      },
      close: async () => {},
    }
  }
  return { name, open }
}
