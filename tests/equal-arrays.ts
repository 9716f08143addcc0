/** Typed arrays are equal where their bytes are: vitest's own way, value by value, takes seconds for a model. */

import { expect } from 'vitest'

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength)

expect.addEqualityTesters([
  (a: unknown, b: unknown) => {
    if (!ArrayBuffer.isView(a) || !ArrayBuffer.isView(b)) return undefined
    if (a.constructor !== b.constructor) return undefined
    return bytesOf(a).equals(bytesOf(b))
  },
])
