/** Bundles the browser's door as apps would, prints what a visitor downloads, and fails above the bound. */

import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../', import.meta.url))

/** All that it takes to train on one's own images, to resume later, and to sample. */
const core = `openDevice, datasetOf, mnistFromFiles, presets, buildNetwork, buildSchedule, train,
  encodeCheckpoint, encodeModel, decodeModel, buildSampler, sample, grid`
/** Bytes, gzipped: what the core may weigh. */
const BOUND = 67_000

const gzipped = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`

interface Weights {
  /** Before a page can compute. */
  readonly first: number
  /** The device that is asked for by name only. */
  readonly reference: number
}

/** @param names what an app imports: `*` or names with commas */
async function weigh(names: string): Promise<Weights> {
  const imported = names === '*' ? '*' : `{ ${names} }`
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export ${imported} from './dist/browser.js'`, resolveDir: root },
    ...{ bundle: true, splitting: true, minify: true, write: false, metafile: true },
    ...{ format: 'esm', platform: 'browser', outdir: root },
  })
  const weights = { first: 0, reference: 0 }
  for (const { path, contents } of outputFiles) {
    const { entryPoint } = metafile.outputs[relative(process.cwd(), path)]
    const part = entryPoint?.endsWith('reference/device.js') ? 'reference' : 'first'
    weights[part] += gzipped(contents)
  }
  return weights
}

const [app, everything] = [await weigh(core), await weigh('*')]
console.log('What a page downloads, minified and gzipped:')
console.log(`  to train, keep and sample models   ${kilobytes(app.first)}`)
console.log(`  every public name, used at once    ${kilobytes(everything.first)}`)
console.log(`  the reference device, if asked for ${kilobytes(app.reference)}`)
for (const file of ['relaxed.wasm', 'simd.wasm']) {
  const bytes = gzipped(await readFile(`${root}wasm/${file}`))
  console.log(`  kernels: ${file.padEnd(25)} ${kilobytes(bytes)}`)
}
if (app.first >= BOUND) {
  console.error(`The first is ${kilobytes(BOUND)} or more.`)
  process.exitCode = 1
}
