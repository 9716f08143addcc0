/** What a visitor of the studio downloads, by what it is for. Needs no browser. */

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { STUDIO } from './studio-folder.ts'

const assets = join(STUDIO, 'assets')
const names = readdirSync(assets)

/** Kilobytes, gzipped. */
const weigh = (files: readonly string[]) =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1000

const textOf = (name: string) => readFileSync(join(assets, name), 'utf8')

/** A script and those that it names, now or later. */
function reachedFrom(name: string, reached = new Set<string>()): Set<string> {
  if (reached.has(name)) return reached
  reached.add(name)
  for (const other of names) {
    if (/\.(js|css)$/.test(other) && textOf(name).includes(other)) reachedFrom(other, reached)
  }
  return reached
}

/** A script and those that come with it, without what it may load later. */
function comingWith(name: string, coming = new Set<string>()): Set<string> {
  if (coming.has(name)) return coming
  coming.add(name)
  for (const [, other] of textOf(name).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
    comingWith(other, coming)
  }
  return coming
}

const starting = (start: string) => names.find((name) => name.startsWith(start))!
const engine = [...reachedFrom(starting('worker-'))]
/** The device that is opened by its name alone: its description is nowhere else. */
const reference = engine.filter((name) => textOf(name).includes('plain loops in TypeScript'))
/** All that a training takes: the device is loaded late, and always. */
const device = engine.find((name) => name.startsWith('device-') && !reference.includes(name))!
const used = [...new Set([...comingWith(starting('worker-')), ...comingWith(device)])]
/** Readers of PyTorch's files, loaded where one is given, with the unpacking that others need, too. */
const torch = [...comingWith(starting('read-'))].filter((name) => !used.includes(name))
/** Readers of images, loaded with the first file that is given; PNG is for files to save, too. */
const reading = engine.filter((name) => /^(reading|png)-/.test(name))
/** Readers of Parquet and its compression, loaded where such a file is given. */
const parquet = engine.filter((name) => /^(src|esm)-/.test(name))
/** PNG and GIF to save, loaded where they are asked for. */
const files = engine.filter((name) => name.startsWith('export-'))
/** What draws sprites, loaded where they are trained on. */
const sprites = engine.filter((name) => name.startsWith('sprites-'))
const chinese = names.filter((name) => name.startsWith('errors-zh-'))
/** Of files that are given, loaded with the first error of them. */
const chineseOfFiles = names.filter((name) => name.startsWith('file-errors-zh-'))
const allChinese = [...chinese, ...chineseOfFiles]
const page = names.filter(
  (name) => /\.(js|css)$/.test(name) && !engine.includes(name) && !allChinese.includes(name),
)
const inAssets = (files: readonly string[]) => files.map((name) => join(assets, name))

describe('the studio weighs, in kB gzipped', () => {
  test('page, charts and all routes: under 118', () => {
    expect(page.some((name) => name.startsWith('chart-'))).toBe(true)
    expect(weigh([join(STUDIO, 'index.html'), ...inAssets(page)])).toBeLessThan(118)
  })

  test('errors in Chinese, for those who read it: one script under 8, and one of files under 5', () => {
    expect([chinese.length, chineseOfFiles.length]).toEqual([1, 1])
    expect(weigh(inAssets(chinese))).toBeLessThan(8)
    expect(weigh(inAssets(chineseOfFiles))).toBeLessThan(5)
  })

  test('engine, in its worker: under 92, with the first file under 30 more, and 25 for Parquet or PyTorch', () => {
    expect([reference, reading, files, sprites].map(({ length }) => length)).toEqual([1, 2, 1, 1])
    expect(parquet).toHaveLength(2)
    for (const late of [reference, reading, files, sprites, parquet].flat()) {
      expect(used).not.toContain(late)
    }
    expect(weigh(inAssets(used))).toBeLessThan(92)
    expect(weigh(inAssets(reading))).toBeLessThan(30)
    expect(weigh(inAssets(parquet))).toBeLessThan(25)
    expect(torch).not.toEqual([])
    expect(weigh(inAssets(torch))).toBeLessThan(25)
  })

  test('kernels, all shapes together: under 150', () => {
    const kernels = names.filter((name) => name.endsWith('.wasm'))
    expect(kernels).toHaveLength(4)
    expect(weigh(inAssets(kernels))).toBeLessThan(150)
  })
})
