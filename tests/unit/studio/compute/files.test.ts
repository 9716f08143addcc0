import { describe, expect, test } from 'vitest'
import { backendError } from '../../../../src/backends/errors.ts'
import { DdpmError, InternalError } from '../../../../src/base/errors.ts'
import { decodePng } from '../../../../src/formats/png.ts'
import type { Images } from '../../../../studio/src/compute/protocol.ts'
import { bytesOf, valuesOf } from '../../../../studio/src/compute/values.ts'
import { encodeAnimation, encodeGrid } from '../../../../studio/src/compute/worker/export.ts'
import { failureOf } from '../../../../studio/src/compute/worker/task.ts'
import { readGif } from '../../formats/read-gif.ts'

/** Every byte there is. */
const ramp: Images = {
  shape: [4, 8, 8, 1],
  bytes: Uint8Array.from({ length: 256 }, (_, i) => i),
}

test('bytes survive being numbers', () => {
  expect(bytesOf(valuesOf(ramp))).toEqual(ramp)
})

describe('images as files', () => {
  test('PNG: the bytes as they are, enlarged', () => {
    const { width, height, data } = decodePng(encodeGrid({ images: ramp, columns: 2 }))
    const scale = 12
    expect([width, height]).toEqual([scale * 22, scale * 22])
    const at = (x: number, y: number) => data[y * scale * width + x * scale]
    expect(at(2, 2)).toBe(0)
    expect(at(2 + 7, 2 + 7)).toBe(63)
    expect(at(12 + 7, 12 + 7)).toBe(255)
  })

  test('GIF: a frame for each state', () => {
    const { frames } = readGif(encodeAnimation({ frames: [ramp, ramp, ramp], columns: 4 }))
    expect(frames).toHaveLength(3)
  })
})

describe('a failure', () => {
  const live = new AbortController().signal

  test.each([
    ['memory', backendError('memory.exhausted', { wanted: 5, total: 5, limit: 4 })],
    ['memory', new RangeError('Array buffer allocation failed')],
    ['lost', backendError('device.thread-lost', { reason: 'out of memory' })],
    ['bug', new InternalError('two runs at once')],
    ['bug', new TypeError('x is undefined')],
  ] as const)('%s: %s', (kind, error) => {
    expect(failureOf(error, live)).toMatchObject({ kind, message: error.message })
  })

  test('of the library carries its code, its values, and its place apart from the message', () => {
    const error = new DdpmError('png.truncated', { at: 33 }, 'the file ends at byte 33')
    expect(failureOf(error.in('cats/1.png'), live)).toEqual({
      ...{ kind: 'user', message: 'the file ends at byte 33', file: 'cats/1.png' },
      ...{ code: 'png.truncated', values: { at: 33 } },
    })
  })

  test('that the page has asked for is none', () => {
    const controller = new AbortController()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    expect(failureOf(controller.signal.reason, controller.signal).kind).toBe('cancelled')
  })
})
