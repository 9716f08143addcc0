/** Pickles and files of PyTorch to damage, and pickles of instructions drawn at random. */

import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { unpickle } from '../../src/formats/pickle/unpickle.ts'
import type { PickleValue } from '../../src/formats/pickle/values.ts'
import { inMemory } from '../../src/formats/random-access.ts'
import { openTorch } from '../../src/formats/torch/file.ts'
import { torchGlobals } from '../../src/formats/torch/globals.ts'
import { Storages } from '../../src/formats/torch/records.ts'
import { TorchTensor } from '../../src/formats/torch/tensor.ts'
import { listZip, readZipEntry } from '../../src/formats/zip.ts'
import { type Files, joined, zipOf } from '../archives.ts'
import { askingForCode, others } from '../unit/formats/attacks.ts'
import { damagedFiles } from './mutations.ts'

const folder = resolve(import.meta.dirname, '../unit/formats/fixtures')

const torchFile = (name: string) => new Uint8Array(readFileSync(resolve(folder, name)))

const torchFiles = readdirSync(folder)
  .filter((name) => name.endsWith('.pt'))
  .map(torchFile)

/** Files of torch.save, damaged. */
const damagedTorchFiles: fc.Arbitrary<Uint8Array> = damagedFiles(fc.constantFrom(...torchFiles))

async function pickleIn(file: Uint8Array): Promise<readonly Uint8Array[]> {
  const access = inMemory(file)
  const entries = await listZip(access).catch(() => [])
  const found = entries.filter(({ path }) => path.endsWith('data.pkl'))
  return await Promise.all(found.map((entry) => readZipEntry(access, entry)))
}

const inFiles = (await Promise.all(torchFiles.map(pickleIn))).flat()
const attacks = [...askingForCode, ...others].map(({ bytes }) => bytes)
const smallAttacks = attacks.filter(({ length }) => length < 1000)

/** What files hold, and attacks that are small, damaged. */
const pickles: fc.Arbitrary<Uint8Array> = damagedFiles(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...inFiles) },
    { weight: 1, arbitrary: fc.constantFrom(...smallAttacks) },
  ),
)

async function numbersIn(file: Uint8Array): Promise<Files> {
  const access = inMemory(file)
  const entries = (await listZip(access)).filter(({ path }) => /\/data\/\d+$/.test(path))
  const read = entries.map(async (entry) => {
    return [entry.path, await readZipEntry(access, entry)] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

const numbers = await numbersIn(torchFile('tensors.pt'))
const [tensors] = await pickleIn(torchFile('tensors.pt'))

/** Archives whose pickle is damaged, and whose checksums are true all the same. */
const archives: fc.Arbitrary<Uint8Array> = damagedFiles(fc.constant(tensors)).map((pickle) =>
  zipOf({ 'tensors/data.pkl': pickle, ...numbers }, 0),
)

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const names = [...torchGlobals.keys()].map((name) => {
  const at = name.lastIndexOf('.')
  return bytesOf(`c${name.slice(0, at)}\n${name.slice(at + 1)}\n`)
})
const words = [
  'N',
  '(',
  ')',
  ']',
  '}',
  'K\x01',
  'K\x00',
  'I-1\n',
  'I99999999\n',
  'F0.5\n',
  "S'0'\n",
]
const machinery = [
  't',
  '\x85',
  '\x86',
  '\x87',
  'l',
  'd',
  'a',
  'e',
  's',
  'u',
  '\x8f',
  '\x90',
  '\x91',
]
const calls = ['R', '\x81', 'o', 'b', 'Q', '0', '1', '2', 'q\x00', 'h\x00', '\x94', 'h\x01', '.']

/** Instructions that go together more often than random bytes: containers, calls, all the names allowed. */
const randomPickles: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...[...words, ...machinery, ...calls].map(bytesOf)),
      fc.constantFrom(...names),
    ),
    { maxLength: 60 },
  )
  .map((parts) => joined(...parts))

/** Only that it ends and takes little: what it may ask for is in the table. */
function readPickle(bytes: Uint8Array): void {
  unpickle(bytes, { globals: torchGlobals, persistent: new Storages().identify })
}

/** The tensors at the top of a value. */
function tensorsIn(value: PickleValue): Map<string, TorchTensor> {
  const entries = value instanceof Map ? [...value] : []
  return new Map(
    entries.flatMap(([name, part]) =>
      part instanceof TorchTensor ? [[String(name), part] as const] : [],
    ),
  )
}

async function readTorch(bytes: Uint8Array): Promise<void> {
  const file = await openTorch(inMemory(bytes))
  await file.read(tensorsIn(file.value))
}

/** What reads them, and what it is given. */
export const pythonReaders = [
  { name: 'pickle', files: pickles, read: readPickle },
  { name: 'pickle of random instructions', files: randomPickles, read: readPickle },
  { name: 'PyTorch file', files: damagedTorchFiles, read: readTorch },
  { name: 'PyTorch file with true checksums', files: archives, read: readTorch },
]
