import { expect, test } from 'vitest'
import { compileKernels } from '../../../../src/backends/wasm/kernels.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'
import { coded } from '../../../coded.ts'

test('a damaged kernel file is refused by name', async () => {
  const host = { ...nodeHost(), readKernels: async () => Uint8Array.of(0, 97, 115, 109, 1) }
  const compiling = compileKernels(host, 'simd', false)
  const foreign = coded('device.kernels-foreign', { file: 'simd-single.wasm' })
  await expect(compiling).rejects.toThrow(foreign)
})
