/** The package as npm would install it: packed, unpacked into an empty TypeScript project. */

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

export const root = resolve(import.meta.dirname, '../..')
const project = mkdtempSync(join(tmpdir(), 'ddpm-package-'))
export const installed = join(project, 'node_modules/ddpm')

export const run = (command: string, args: readonly string[], cwd = project) =>
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

/** Packs, and tidies up after the tests of a file. */
export function packedPackage(): void {
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
}

/** Compiles the program, which stands in `main.ts`, into `out-RESOLUTION`; type errors are thrown. */
export function compile(module: string, moduleResolution: string, more: readonly string[] = []) {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const flags = ['--strict', '--target', 'es2022', '--module', module]
  const out = ['--types', 'node', '--outDir', `out-${moduleResolution}`, ...more]
  run(process.execPath, [tsc, ...flags, '--moduleResolution', moduleResolution, ...out, 'main.ts'])
}
