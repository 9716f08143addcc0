/** The package as npm would install it: packed, unpacked into an empty TypeScript project, used. */

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundledModels } from '../../src/models/bundled.ts'

const root = resolve(import.meta.dirname, '../..')
const project = mkdtempSync(join(tmpdir(), 'ddpm-package-'))
const installed = join(project, 'node_modules/ddpm')

const run = (command: string, args: readonly string[], cwd = project) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' })

/** What `npm install` would fetch, linked from here: the test needs no network. */
function linkDependencies(): void {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of [...Object.keys(dependencies), '@types/node']) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
}

const program = `
import { digits, grid, loadModel, Model, openDevice, train } from 'ddpm'
import type { TrainingEvent } from 'ddpm'
import { defineSampler } from 'ddpm/diffusion'
import { classifierOf } from 'ddpm/evaluation'
import { Graph } from 'ddpm/engine'
import { readSafetensors } from 'ddpm/formats'
import { defineNetwork } from 'ddpm/nn'
import { trainInSteps } from 'ddpm/training'

const doors = [defineSampler, classifierOf, Graph, readSafetensors, defineNetwork, trainInSteps]
const run = train({
  data: digits({ count: 8 }), preset: 'notebook', widths: [4, 8, 8], timeDim: 8, timesteps: 4,
  epochs: 1, batchSize: 4, sampleCount: 0,
})
const kinds: TrainingEvent['kind'][] = []
for await (const event of run) kinds.push(event.kind)
await run.model.save('digits.safetensors')
const model: Model = await loadModel('digits.safetensors')
const device = await openDevice({ threads: 1 })
const { width, height } = grid(await model.sample({ device, count: 2 }))
console.log(JSON.stringify({ kinds, width, height, doors: doors.length }))
await device.close()
// and ends by itself, though the shared device is open
`

beforeAll(() => {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], root),
  )
  mkdirSync(installed, { recursive: true })
  run('tar', ['xzf', join(project, filename), '-C', installed, '--strip-components=1'])
  linkDependencies()
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(project, 'main.ts'), program)
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

describe('the packed package', () => {
  test.each([
    ['nodenext', 'nodenext', []],
    // every declaration has been checked above
    ['esnext', 'bundler', ['--skipLibCheck']],
  ])('type checks with module %s and resolution %s', (module, moduleResolution, more) => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const flags = [
      '--strict',
      '--target',
      'es2022',
      '--module',
      module,
      '--moduleResolution',
      moduleResolution,
    ]
    const out = ['--types', 'node', '--outDir', `out-${moduleResolution}`, ...more]
    run(process.execPath, [tsc, ...flags, ...out, 'main.ts'])
  })

  test('trains and samples', () => {
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
