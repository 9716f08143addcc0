/**
 * Compiles the kernels of the WASM backend into `wasm/`: one file per code shape, each with shared
 * memory and without. The names and numbers of `layout.ts` reach them as generated AssemblyScript.
 */

import { readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { control } from '../src/backends/wasm/layout.ts'
import { layoutSource } from '../src/backends/wasm/layout-source.ts'
import { withStamp } from '../src/backends/wasm/stamp.ts'
import { writeAtomically } from '../src/platform/node-files.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const sources = 'src/backends/wasm/assembly'
const output = join(root, 'wasm')

/** Code shapes: see `variants.ts`. */
const shapes = [
  { name: 'simd', wide: false, flags: [] },
  { name: 'relaxed', wide: false, flags: ['--enable', 'relaxed-simd'] },
  { name: 'wide', wide: true, flags: ['--enable', 'relaxed-simd'] },
]
const memories = [
  {
    suffix: '',
    entry: 'threaded.ts',
    flags: ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
  },
  { suffix: '-single', entry: 'single.ts', flags: [] },
]
const common = [
  '-O3',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--memoryBase',
  `${control.TABLES}`,
  '--lowMemoryLimit',
  `${control.END}`,
  '--enable',
  'simd',
  '--debug',
]

const generated = join(sources, 'layout.ts')

async function compile(
  entry: string,
  file: string,
  wide: boolean,
  flags: readonly string[],
): Promise<void> {
  const { error, stderr } = await asc.main(
    [join(sources, entry), '--baseDir', root, '--outFile', file, ...common, ...flags],
    {
      readFile: async (name) => {
        if (relative(generated, name) === '') return layoutSource(wide)
        return readFile(resolve(root, name), 'utf8').catch(() => null)
      },
      writeFile: (_, contents) =>
        writeAtomically(join(output, file), withStamp(contents as Uint8Array)),
    },
  )
  if (error) throw new Error(`${file} does not compile\n${stderr.toString()}`)
}

for (const shape of shapes) {
  for (const memory of memories) {
    const file = `${shape.name}${memory.suffix}.wasm`
    await compile(memory.entry, file, shape.wide, [...shape.flags, ...memory.flags])
    console.log(`wasm/${file}`)
  }
}
