/**
 * Builds the package into `dist/`: what is up to date is left as it is.
 *
 *     tsx scripts/build/main.ts [js] [studio] [--force]
 */

import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundledModels } from '../../src/models/bundled.ts'
import { type Build, filesOf, isFresh, isWhole, recorded } from './record.ts'

const cache = 'node_modules/.cache/ddpm-build'
const studio = 'dist/studio'
/** Versions of the compilers, and how they are called. */
const tools = ['package.json', 'package-lock.json', 'scripts/build/main.ts']

interface Step extends Build {
  readonly run: () => void
}

/** Runs a program of `node_modules`, with its output shown. */
function tool(path: string, ...args: string[]): void {
  const { status } = spawnSync(process.execPath, [join('node_modules', path), ...args], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`${path} ended with ${status}`)
}

/** Removes what sources that are gone have left. */
function removeStale({ output, besides }: Build): void {
  for (const file of filesOf(output, besides)) {
    const stem = join('src', file.slice(output.length)).replace(/(\.d\.ts|\.js)$/, '')
    if (!['.ts', '.js'].some((ending) => existsSync(stem + ending))) rmSync(file)
  }
}

const js: Step = {
  record: join(cache, 'js.json'),
  inputs: ['src', 'wasm', 'tsconfig.json', 'tsconfig.build.json', ...tools],
  output: 'dist',
  besides: [studio],
  run: () => {
    const info = join(cache, 'js.tsbuildinfo')
    // only what has changed is written, so what is there must be what was written before
    if (isWhole(js)) removeStale(js)
    else for (const path of [info, js.output]) rmSync(path, { recursive: true, force: true })
    const incremental = ['--incremental', '--tsBuildInfoFile', info]
    tool('typescript/bin/tsc', '-p', 'tsconfig.build.json', ...incremental)
    chmodSync('dist/cli/main.js', 0o755)
    tool('tsx/dist/cli.mjs', 'scripts/build/browser-size.ts')
  },
}

const models = bundledModels.map((name) => `models/${name}.safetensors`)

const page: Step = {
  record: join(cache, 'studio.json'),
  inputs: ['src', 'studio', 'wasm', ...models, 'tsconfig.json', ...tools],
  output: studio,
  run: () => {
    tool('vite/bin/vite.js', 'build', 'studio', '--config', 'studio/vite.config.ts')
    for (const file of models) cpSync(file, join(studio, file))
  },
}

const steps: Readonly<Record<string, Step>> = { js, studio: page }

const asked = process.argv.slice(2).filter((arg) => arg !== '--force')
const force = process.argv.includes('--force')
for (const name of asked.length > 0 ? asked : Object.keys(steps)) {
  const step = steps[name]
  if (!step) throw new Error(`there is no step ${name}: use ${Object.keys(steps).join(' or ')}`)
  if (!force && isFresh(step)) console.log(`${step.output}/ is up to date`)
  else await recorded(step, step.run)
}
