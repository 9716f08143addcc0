/** Bundles the browser's door as apps would, prints what a visitor downloads, and fails above the bound. */

import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** All that it takes to train on one's own images, to resume later, and to sample. */
const core = `export { datasetOf, train, Model, grid } from './dist/browser.js'
export { decodeCheckpoint, encodeCheckpoint } from './dist/training.js'`
/** Bytes, gzipped: what the core may weigh. */
const BOUND = 96_000

const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

/** Loaded when they are asked for, with what only they import: ends of the files' names. */
const parts = {
  reference: 'backends/reference/device.js',
  evaluation: 'models/evaluate.js',
  edits: 'models/edits.js',
  profile: 'backends/cpu/profile.js',
} as const

type Weights = Record<'first' | keyof typeof parts, number>

/** @param contents an app: what it takes from the package */
async function weigh(contents: string): Promise<Weights> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    ...{ bundle: true, splitting: true, minify: true, write: false, metafile: true },
    ...{ format: 'esm', platform: 'browser', outdir: root },
  })
  const { outputs } = metafile
  const bytes = new Map(
    outputFiles.map(({ path, contents }) => [relative(process.cwd(), path), contents]),
  )
  const isPart = (path: string) =>
    Object.values(parts).some((end) => outputs[path].entryPoint?.endsWith(end))
  const loaded = new Set<string>()
  /** Weighs a file and what it imports, but for what was weighed before and for parts. */
  const load = (path: string): number => {
    if (loaded.has(path)) return 0
    loaded.add(path)
    const more = outputs[path].imports.map((each) => each.path).filter((each) => !isPart(each))
    return more.map(load).reduce((sum, each) => sum + each, gzipped(bytes.get(path)!))
  }
  const entryOf = (end: string) =>
    Object.keys(outputs).find((path) => outputs[path].entryPoint?.endsWith(end))
  const none = { reference: 0, evaluation: 0, edits: 0, profile: 0 }
  const weights = { first: load(entryOf('<stdin>')!), ...none }
  for (const [part, end] of Object.entries(parts) as [keyof typeof parts, string][]) {
    const entry = entryOf(end)
    if (entry) weights[part] = load(entry)
  }
  return weights
}

const [app, everything] = [await weigh(core), await weigh("export * from './dist/browser.js'")]
console.log('What a page downloads, minified and gzipped:')
console.log(`  to train, keep and sample models   ${kilobytes(app.first)}`)
console.log(`  every public name, used at once    ${kilobytes(everything.first)}`)
console.log(`  tasks on images, if asked for      ${kilobytes(app.edits)}`)
console.log(`  evaluation, if asked for           ${kilobytes(app.evaluation)}`)
console.log(`  the reference device, if asked for ${kilobytes(app.reference)}`)
for (const file of ['relaxed.wasm', 'simd.wasm']) {
  const bytes = gzipped(await readFile(`${root}wasm/${file}`))
  console.log(`  kernels: ${file.padEnd(25)} ${kilobytes(bytes)}`)
}
if (app.first >= BOUND) {
  console.error(`The first is ${kilobytes(BOUND)} or more.`)
  process.exitCode = 1
}
