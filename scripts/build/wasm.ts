/**
 * Compiles the kernels of the WASM backend into `wasm/`: one file per code shape, each with shared
 * memory and without. The names and numbers of `cpu/layout.ts` reach them as generated AssemblyScript.
 * Files that were made from the same sources, flags and compiler are left as they are.
 *
 *     tsx scripts/build/wasm.ts            those that need it, in as many processes as there are cores
 *     tsx scripts/build/wasm.ts FILE…      these, in this process
 */

import { spawn } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'
import { control } from '../../src/backends/wasm/control.ts'
import { layoutSource } from '../../src/backends/wasm/layout-source.ts'
import { withStamp } from '../../src/backends/wasm/stamp.ts'
import { writeAtomically } from '../../src/hosts/node/files.ts'
import { isSealed, sealed } from './sealed.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
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

interface Target {
  readonly file: string
  readonly entry: string
  readonly wide: boolean
  readonly flags: readonly string[]
}

const targets: readonly Target[] = shapes.flatMap(({ name, wide, flags }) =>
  memories.map((memory) => ({
    ...{ file: `${name}${memory.suffix}.wasm`, entry: memory.entry, wide },
    flags: [...common, ...flags, ...memory.flags],
  })),
)

async function readSources(): Promise<readonly string[]> {
  const names = await readdir(join(root, sources), { recursive: true })
  const files = names.filter((name) => name.endsWith('.ts')).sort()
  return await Promise.all(
    files.map(async (name) => `${name}\n${await readFile(join(root, sources, name), 'utf8')}`),
  )
}

const none = new Uint8Array()

/** All that a target is made from, as text. */
const madeFrom = ({ entry, wide, flags }: Target, texts: readonly string[]) =>
  JSON.stringify([asc.version, entry, flags, layoutSource(wide), [...withStamp(none)], ...texts])

async function isBuilt(target: Target, texts: readonly string[]): Promise<boolean> {
  const file = await readFile(join(output, target.file)).catch(() => none)
  return isSealed(file, madeFrom(target, texts))
}

async function compile(target: Target, texts: readonly string[]): Promise<void> {
  const { file, entry, wide, flags } = target
  const { error, stderr } = await asc.main(
    [join(sources, entry), '--baseDir', root, '--outFile', file, ...flags],
    {
      readFile: async (name) => {
        if (relative(generated, name) === '') return layoutSource(wide)
        return await readFile(resolve(root, name), 'utf8').catch(() => null)
      },
      writeFile: (_, contents) => {
        const stamped = withStamp(contents as Uint8Array)
        return writeAtomically(join(output, file), sealed(stamped, madeFrom(target, texts)))
      },
    },
  )
  if (error) throw new Error(`${file} does not compile\n${stderr.toString()}`)
  console.log(`wasm/${file}`)
}

/** Compiles these in a process of their own. */
function compileApart(files: readonly string[]): Promise<void> {
  const args = [...process.execArgv, fileURLToPath(import.meta.url), ...files]
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  return new Promise((settle, fail) => {
    child.on('error', fail)
    child.on('close', (code) => {
      if (code === 0) settle()
      else fail(new Error(`${files.join(', ')}: the compiler ended with ${code}`))
    })
  })
}

const asked = process.argv.slice(2)
const texts = await readSources()
if (asked.length > 0) {
  for (const target of targets) if (asked.includes(target.file)) await compile(target, texts)
} else {
  const built = await Promise.all(targets.map((target) => isBuilt(target, texts)))
  const due = targets.filter((_, i) => !built[i]).map(({ file }) => file)
  const count = Math.min(availableParallelism(), due.length)
  const shares = Array.from({ length: count }, (_, share) =>
    due.filter((_, i) => i % count === share),
  )
  await Promise.all(shares.map(compileApart))
  if (due.length === 0) console.log('wasm/ is up to date')
}
