/**
 * PyTorch's files since 1.6: zip archives, not compressed, of a pickle (`archive/data.pkl`), and the numbers of
 * each storage (`archive/data/0`).
 */

import { pickleError } from '../errors/pickle.ts'
import { torchError } from '../errors/torch.ts'
import { MOST_PICKLE_BYTES, unpickle } from '../pickle/unpickle.ts'
import type { RandomAccess } from '../random-access.ts'
import { listZip, readZipEntry, type ZipEntry } from '../zip.ts'
import { torchGlobals } from './globals.ts'
import { checkRecord, Storages, type TorchContents } from './records.ts'

const PICKLE = 'data.pkl'

/** The pickle, which lies in the archive's only folder. */
function pickleIn(entries: ReadonlyMap<string, ZipEntry>): { entry: ZipEntry; folder: string } {
  for (const [path, entry] of entries) {
    const folder = path.slice(0, -PICKLE.length)
    if (!path.endsWith(PICKLE) || !/^([^/]+\/)?$/.test(folder)) continue
    if (entries.has(`${folder}constants.pkl`)) throw torchError('torch.script')
    return { entry, folder }
  }
  throw torchError('torch.not-a-checkpoint')
}

/** A file of the archive, as it lies there. */
async function stored(file: RandomAccess, entry: ZipEntry): Promise<Uint8Array> {
  if (entry.compressed < entry.size) throw torchError('torch.compressed', { record: entry.path })
  return await readZipEntry(file, entry)
}

/** @throws {DdpmError} `torch.byte-order` */
async function checkOrder(file: RandomAccess, entry: ZipEntry | undefined): Promise<void> {
  const order = entry && entry.size < 100 ? await stored(file, entry) : undefined
  if (order && new TextDecoder().decode(order).trim() === 'big') {
    throw torchError('torch.byte-order')
  }
}

/** @throws {DdpmError} `torch.…`, `pickle.…`, `zip.…` */
export async function openArchive(file: RandomAccess): Promise<TorchContents> {
  const entries = new Map((await listZip(file)).map((entry) => [entry.path, entry]))
  const { entry, folder } = pickleIn(entries)
  await checkOrder(file, entries.get(`${folder}byteorder`))
  if (entry.size > MOST_PICKLE_BYTES) {
    throw pickleError('pickle.too-large', { what: 'bytes', most: MOST_PICKLE_BYTES })
  }
  const storages = new Storages()
  const options = { globals: torchGlobals, persistent: storages.identify }
  const { value } = unpickle(await stored(file, entry), options)
  return {
    value,
    readStorage: async (storage) => {
      if (storage.bytes === 0) return new Uint8Array()
      const record = entries.get(`${folder}data/${storage.key}`)
      if (!record) throw torchError('torch.record-missing', { record: storage.key })
      checkRecord(storage, record.size)
      return await stored(file, record)
    },
  }
}
