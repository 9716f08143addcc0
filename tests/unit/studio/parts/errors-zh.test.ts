/** The library's and the studio's errors in Chinese, as the worker's messages carry them. */

import { describe, expect, test } from 'vitest'
import { decodePng } from '../../../../src/browser.ts'
import { failureOf } from '../../../../studio/src/compute/worker/task.ts'
import * as general from '../../../../studio/src/parts/errors-zh/errors-zh.ts'
import * as ofFiles from '../../../../studio/src/parts/errors-zh/file-errors-zh.ts'
import type { Coded } from '../../../../studio/src/parts/errors-zh/words.ts'

const inChinese = (error: Coded) => general.inChinese(error) ?? ofFiles.inChinese(error)

const say = (code: string, values: Readonly<Record<string, unknown>> = {}) =>
  inChinese({ code, values })

describe('an error in Chinese', () => {
  test('has the values of the English one', () => {
    expect(say('studio.model-http', { name: 'x', status: 404 })).toContain('404')
    expect(say('png.too-large', { width: 7, height: 8, most: 9 })).toMatch(/7 × 8 .* 9 /)
    expect(say('kernels.unreachable', { file: 'simd.wasm' })).toContain('断网')
    expect(say('model-file.misfit', { architecture: 'unet', misfits: [{ tensor: 'a' }] })).toBe(
      '文件与 unet 不符：缺少 a。',
    )
  })

  test('comes from an error of the library that has crossed the worker’s border', async () => {
    const reading = Promise.resolve(new Uint8Array(8)).then(decodePng)
    const error: unknown = await reading.catch((reason: unknown) => reason)
    const failure = structuredClone(failureOf(error, new AbortController().signal))
    expect(inChinese(failure)).toMatch(/^PNG：文件开头/)
  })

  test('names a broken image without the English words for what is wrong with it', () => {
    const example = 'a/b.png: PNG: the palette is missing'
    const words = say('images.broken', { place: 'a', images: 3, broken: 2, example })
    expect(words).toBe('a 的 3 张图片中有 2 张已损坏（如 a/b.png），请替换或移除。')
  })

  test('is in one catalogue, that of files or the other', () => {
    const both = ['png.truncated', 'zip.encrypted', 'data.unrecognised', 'images.broken']
    const found = both.filter((code) => general.inChinese({ code, values: { found: [] } }))
    expect(found).toEqual([])
  })

  test('is missing where a value would be in English, and for what is not a code', () => {
    expect(say('training.option-out-of-range')).toBeUndefined()
    expect(say('not.translated')).toBeUndefined()
    expect(say('constructor')).toBeUndefined()
    expect(inChinese({})).toBeUndefined()
  })
})
