/** The packed package, used as its users use it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bundledModels } from '../../src/models/bundled.ts'
import { compile, installed, packedPackage, root, run } from './packed.ts'

packedPackage()

describe('the packed package', () => {
  test('type checks, trains and samples', () => {
    // whole declarations take a quarter of a minute: package.long.test.ts
    compile('nodenext', 'nodenext', ['--skipLibCheck'])
    const { kinds, width, height, doors } = JSON.parse(
      run(process.execPath, ['out-nodenext/main.js']),
    )
    expect(kinds).toEqual(['step', 'step', 'checkpoint', 'epoch', 'done'])
    expect(doors).toBe(6)
    expect([width, height]).toEqual([2 * 30 + 2, 32])
  })

  test('brings its command', () => {
    const { version, bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'))
    const main = join(installed, bin.ddpm)
    expect(readFileSync(main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(run(process.execPath, [main, '--version']).trim()).toBe(version)
    expect(run(process.execPath, [main, 'devices'])).toMatch(/wasm/)
  })

  test('its command is an executable file after every build', () => {
    const { version, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(run(join(root, bin.ddpm), ['--version']).trim()).toBe(version) // as npx starts it
  })

  test('holds what runs and nothing else', () => {
    const files = run('find', ['.', '-type', 'f'], installed).split('\n').filter(Boolean)
    const allowed = [
      /^\.\/dist\/.*\.(js|d\.ts)$/,
      /^\.\/dist\/studio\/(index\.html|icon\.svg|isolation\.js|assets\/[^/]+\.(js|css|wasm))$/,
      /^\.\/wasm\/.*\.wasm$/,
      /^\.\/models\/.*\.(safetensors|md)$/,
      /^\.\/(package\.json|README(\.zh-CN)?\.md|LICENSE)$/,
    ]
    expect(files.filter((file) => !allowed.some((kind) => kind.test(file)))).toEqual([])
    expect(files).toContain('./wasm/relaxed.wasm')
    expect(files).toContain('./dist/studio/index.html')
    for (const name of bundledModels) expect(files).toContain(`./models/${name}.safetensors`)
  })
})
