import { expect, test } from 'vitest'
import { backendErrors } from '../../../src/backends/errors.ts'
import { messagesOf } from './samples.ts'

test('every message of the backends', async () => {
  const messages = messagesOf(backendErrors, {
    'device.unknown': [
      { device: 'wsam', known: ['auto', 'wasm', 'reference'] },
      { device: 'tpu', known: ['auto', 'wasm', 'reference'] },
    ],
    'device.unavailable': [
      { device: 'wasm', reason: 'WebAssembly has no SIMD here. Use a newer Node or browser' },
    ],
    'device.threads-out-of-range': [{ threads: 0, most: 256 }],
    'device.thread-lost': [{ reason: 'out of memory' }],
    'device.kernels-foreign': [{ file: 'simd.wasm' }],
    'variant.unknown': [{ variant: 'relaxd', known: ['simd', 'relaxed', 'wide'] }],
    'variant.unavailable': [{ variant: 'wide', available: ['simd', 'relaxed'] }],
    'memory.unavailable': [],
    'memory.exhausted': [{ wanted: 5 * 2 ** 20, total: 4097 * 2 ** 20, limit: 4096 * 2 ** 20 }],
  })
  await expect(messages).toMatchFileSnapshot('backends.txt')
})
