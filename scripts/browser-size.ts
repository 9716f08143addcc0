/** Bundles the browser's door as an app would and prints what a visitor downloads. */

import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const root = new URL('../', import.meta.url)

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('dist/browser.js', root))],
  bundle: true,
  minify: true,
  format: 'esm',
  platform: 'browser',
  write: false,
  // The lazily loaded backends are counted too: a page needs one of them.
  outfile: 'browser.js',
})

const kilobytes = (bytes: Uint8Array) =>
  `${(gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1)} kB`
console.log(`browser build, minified and gzipped: ${kilobytes(outputFiles[0].contents)}`)
for (const file of ['relaxed.wasm', 'simd.wasm']) {
  console.log(`  ${file}: ${kilobytes(await readFile(new URL(`wasm/${file}`, root)))}`)
}
