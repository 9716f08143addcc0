import { expect, test } from 'vitest'
import { compileKernels } from '../../../../src/backends/wasm/kernels.ts'
import { UserError } from '../../../../src/base/errors.ts'
import { nodeHost } from '../../../../src/hosts/node/host.ts'

test('a damaged kernel file is named, with what to do', async () => {
  const host = { ...nodeHost(), readKernels: async () => Uint8Array.of(0, 97, 115, 109, 1) }
  const compiling = compileKernels(host, 'simd', false)
  await expect(compiling).rejects.toThrow(UserError)
  await expect(compiling).rejects.toThrow(/^simd-single\.wasm is damaged .*: install the package/)
})
