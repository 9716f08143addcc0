/** All that reads what others have written, with files to damage: none may throw but a DdpmError. */

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { parseSettings } from '../../src/cli/train/settings.ts'
import { decodeImage } from '../../src/data/decode-image.ts'
import { mnistFromFiles } from '../../src/data/mnist.ts'
import { openPacked, packedHeader } from '../../src/data/packed.ts'
import { readFolder } from '../../src/data/read-folder.ts'
import { inMemoryOf } from '../../src/data/sources/packed.ts'
import { buildSchedule } from '../../src/diffusion/schedules.ts'
import { classifierOf } from '../../src/evaluation/classifier.ts'
import { decodeClassifier, encodeClassifier } from '../../src/evaluation/classifier-file.ts'
import { decodeBmp } from '../../src/formats/bmp.ts'
import { gunzip } from '../../src/formats/gunzip.ts'
import { readIdx, readMaybeGzippedIdx, writeIdx } from '../../src/formats/idx.ts'
import { imageKind } from '../../src/formats/image-kind.ts'
import { orientationOf } from '../../src/formats/orientation.ts'
import { decodePng, encodePng } from '../../src/formats/png.ts'
import { inMemory } from '../../src/formats/random-access.ts'
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts'
import { sharpDecoder } from '../../src/hosts/node/sharp.ts'
import { decodeContents, encodeModel } from '../../src/models/contents.ts'
import { initialParameters } from '../../src/nn/parameters.ts'
import { unet } from '../../src/nn/unet/definition.ts'
import { RunCurves } from '../../src/runs/curves.ts'
import { Lines } from '../../src/runs/lines.ts'
import { isHeld, parseOwner, showOwner } from '../../src/runs/lock.ts'
import { metricLine } from '../../src/runs/metrics.ts'
import { settingsOf, tellingSettings } from '../../src/runs/settings.ts'
import { decodeCheckpoint, encodeCheckpoint } from '../../src/training/checkpoint.ts'
import type { Checkpoint } from '../../src/training/config.ts'
import { presets } from '../../src/training/presets.ts'
import { joined, npyOf, tarOf, zipOf } from '../archives.ts'
import { only, runAll, tinyModel, tinyOptions } from '../tiny.ts'
import { attempt } from './attempt.ts'
import { damagedFiles, oddJson } from './mutations.ts'
import { pythonReaders } from './pickles.ts'
import { truePngs } from './true-png.ts'

export interface Reader {
  readonly name: string
  readonly files: fc.Arbitrary<Uint8Array>
  readonly read: (bytes: Uint8Array) => unknown
  /** Whether it builds more than it reads, such as a network: what others allocate is bounded. */
  readonly isFree?: boolean
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const bytesOf = (words: string) => new TextEncoder().encode(words)
const damagedFile = (...files: Uint8Array[]) => damagedFiles(fc.constantFrom(...files))

const idx = writeIdx({ shape: [3, 4, 5], data: Uint8Array.from({ length: 60 }, (_, i) => i) })
const labels = writeIdx({ shape: [3], data: Uint8Array.of(0, 1, 2) })
const zipped = new Uint8Array(gzipSync(idx))
const data = Uint8Array.from({ length: 6 * 5 * 3 }, (_, i) => i * 3)
const png = encodePng({ width: 6, height: 5, channels: 3, data })

/** Headers of BMP files with 24, 8 and 32 bits, a palette or masks, and pixels. */
const bmps = [
  { depth: 24, compression: 0 },
  { depth: 8, compression: 0 },
  { depth: 32, compression: 6 },
].map(({ depth, compression }) => {
  const bytes = new Uint8Array(54 + 64 + 4 * depth).map((_, i) => (i * 7) & 15)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x424d)
  const fields = [54 + 64, 40, 4, 4, 1 | (depth << 16), compression]
  fields.forEach((value, i) => {
    view.setUint32(10 + 4 * i, value, true)
  })
  return bytes
})

const small = unet({
  ...{ widths: [8], layersPerBlock: 1, midAttention: false, attentionAt: [], patch: 2 },
  ...{ imageSize: 8, headChannels: 8, classes: 2 },
})
const models = [tinyModel, small].map((model) =>
  encodeModel({
    ...{ network: model, schedule: buildSchedule('cosine', { timesteps: 10 }), target: 'v' },
    ...{ weights: initialParameters(model.parameters, 1), classNames: ['a', 'b'] },
  }),
)

async function aCheckpoint(): Promise<{ checkpoint: Checkpoint; bytes: Uint8Array }> {
  const recipe = { emaDecay: 0.9, timestepSampling: 'loss-second-moment' } as const
  const schedule = buildSchedule('linear', { timesteps: 3, betaEnd: 0.5 })
  const options = tinyOptions({ ...recipe, schedule, maxSteps: 1, sampleCount: 0 })
  const [{ checkpoint }] = only((await runAll(options)).events, 'checkpoint')
  return { checkpoint, bytes: encodeCheckpoint(checkpoint, tinyModel) }
}
const { bytes: checkpoint } = await aCheckpoint()

/** Files of ours that describe something else than they hold. */
function misdescribed(...files: Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const read = files.map(readSafetensors)
  return fc
    .constantFrom(...read)
    .chain(({ tensors, metadata }) =>
      oddJson(fc.constant(JSON.parse(metadata['ddpm']))).map((ddpm) =>
        writeSafetensors(tensors, { ...metadata, ddpm }),
      ),
    )
}

const classifier = classifierOf([4, 4, 1], 2)
const classes = encodeClassifier(classifier, initialParameters(classifier.parameters, 0), 'key')

const validation = { mean: 0.5, quarters: [0.1, 0.2, 0.3, 0.4] }
const metrics = bytesOf(
  [1, 2, 3, 2].map((step) => metricLine({ kind: 'step', step, epoch: 1, loss: 1 })).join('') +
    metricLine({ kind: 'epoch', step: 3, epoch: 1, loss: 1, validation }),
)

function readMetrics(bytes: Uint8Array): void {
  const [curves, lines] = [new RunCurves(), new Lines()]
  const half = bytes.length >> 1
  for (const part of [bytes.subarray(0, half), bytes.subarray(half)]) {
    for (const line of lines.take(part)) curves.add(line)
  }
  curves.add(lines.rest)
  for (const { loss } of [...curves.steps, ...curves.epochs]) {
    if (!Number.isFinite(loss)) throw new Error(`a loss of ${loss}`)
  }
}

const configs = Object.entries(presets).map(([preset, settings]) => {
  return { preset, device: 'wasm', threads: 2, sampleCount: 4, ...settings }
})

/** What is not JSON is told before, by `RunFolder.readConfig`. */
function readConfig(bytes: Uint8Array): unknown {
  let json: unknown
  try {
    json = JSON.parse(text(bytes))
  } catch {
    return undefined
  }
  tellingSettings(settingsOf(json))
  return parseSettings(json, 'config.json')
}

const owner = { pid: 812, host: 'ada', table: 't', incarnation: '1', since: '2026-11-30T05:01' }
const table = { id: 't', incarnationOf: () => '1' }

function readOwner(bytes: Uint8Array): void {
  const found = parseOwner(text(bytes))
  isHeld({ owner: found, age: 0 }, table)
  showOwner(found)
}

/** TIFF headers of either order, with a directory behind. */
const exif = Uint8Array.of(
  0x49,
  0x49,
  42,
  0,
  8,
  0,
  0,
  0,
  1,
  0,
  0x12,
  1,
  3,
  0,
  1,
  0,
  0,
  0,
  6,
  0,
  0,
  0,
)
const bigExif = Uint8Array.of(0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6)

/** A file with images, as one that a user names. */
const readData = (path: string) => async (bytes: Uint8Array) => {
  await readFolder({ name: 'data', place: 'data', files: [fileOf(path, bytes)] })
}

const fileOf = (path: string, bytes: Uint8Array) => ({
  ...{ path, place: path },
  bytes: async () => bytes,
  open: async () => inMemory(bytes),
})

const parquets = ['snappy', 'zstd', 'gzip'].map((codec) => {
  const path = `../unit/data/fixtures/${codec}.parquet`
  return new Uint8Array(readFileSync(resolve(import.meta.dirname, path)))
})

const classed = { 'a/1.png': png, 'a/2.txt': labels, 'b/1.png': png }
const npys = [
  npyOf('|u1', [3, 4, 5], new Uint8Array(60)),
  npyOf('<f4', [3, 4, 5], new Uint8Array(240)),
  npyOf('>i2', [3, 4, 5], new Uint8Array(120), true),
  npyOf('<U2', [3], new Uint8Array(24)),
]
const packedSet = joined(
  packedHeader(
    { name: 'set', count: 3, height: 4, width: 5, channels: 1, classes: ['a'] },
    'files',
  ),
  new Uint8Array(60),
)
const cifar = new Uint8Array(2 * 3073)

/** Images of the kinds that sharp reads, small. */
const photos = await Promise.all(
  (['jpeg', 'webp', 'gif', 'tiff', 'avif'] as const).map(async (format) => {
    const raw = { width: 6, height: 5, channels: 3 } as const
    return new Uint8Array(await sharp(data, { raw }).toFormat(format).toBuffer())
  }),
)

export const readers: readonly Reader[] = [
  {
    name: 'zip',
    files: damagedFile(zipOf(classed), zipOf(classed, 0)),
    read: readData('images.zip'),
  },
  { name: 'tar', files: damagedFile(tarOf(classed)), read: readData('images.tar') },
  {
    name: 'gzipped tar',
    files: damagedFile(new Uint8Array(gzipSync(tarOf(classed)))),
    read: readData('images.tgz'),
  },
  ...pythonReaders,
  { name: 'npy', files: damagedFile(...npys), read: readData('images.npy') },
  {
    name: 'npz',
    files: damagedFile(zipOf({ 'images.npy': npys[0], 'labels.npy': npys[3] }, 0)),
    read: readData('images.npz'),
  },
  { name: 'Parquet', files: damagedFile(...parquets), read: readData('images.parquet') },
  {
    name: 'metadata of images',
    files: fc.oneof(
      damagedFile(bytesOf('file_name,label\n1.png,"a"\n2.png,b\n')),
      damagedFile(bytesOf('{"file_name": "1.png", "label": 3}\n{"file_name": "2.png"}\n')),
    ),
    read: async (bytes) => {
      for (const name of ['metadata.csv', 'metadata.jsonl', '1.json']) {
        const files = [fileOf(name, bytes), fileOf('1.png', png), fileOf('2.png', png)]
        await attempt(() => readFolder({ name: 'data', place: 'data', files }))
      }
    },
  },
  {
    name: 'packed set',
    files: damagedFile(packedSet),
    read: async (bytes) => void (await inMemoryOf(await openPacked(inMemory(bytes)))),
  },
  { name: 'CIFAR', files: damagedFile(cifar), read: readData('data_batch_1.bin') },
  { name: 'IDX', files: damagedFile(idx, labels), read: readIdx },
  { name: 'gzipped IDX', files: damagedFile(zipped, idx), read: readMaybeGzippedIdx },
  {
    name: 'MNIST files',
    files: damagedFile(idx, zipped),
    read: (bytes) => mnistFromFiles({ name: 'images', bytes }, { name: 'labels', bytes: labels }),
  },
  { name: 'gzip', files: damagedFile(zipped), read: (bytes) => gunzip(bytes, { limit: 100 }) },
  { name: 'PNG', files: damagedFile(png), read: decodePng },
  { name: 'PNG with true checksums', files: truePngs, read: decodePng },
  { name: 'BMP', files: damagedFile(...bmps), read: decodeBmp },
  {
    name: 'images by sharp',
    isFree: true, // its memory is libvips' own, bounded by the pixels that it accepts
    files: damagedFile(...photos),
    read: (bytes) => decodeImage(bytes, 'some', sharpDecoder),
  },
  { name: 'kinds of images', files: damagedFile(png, ...bmps), read: imageKind },
  { name: 'EXIF orientation', files: damagedFile(exif, bigExif), read: orientationOf },
  { name: 'safetensors', files: damagedFile(models[0], classes), read: readSafetensors },
  {
    name: 'model file',
    isFree: true,
    files: damagedFile(...models),
    read: (bytes) => decodeContents(bytes),
  },
  {
    name: 'model file of another description',
    isFree: true,
    files: misdescribed(...models),
    read: (bytes) => decodeContents(bytes),
  },
  { name: 'checkpoint', isFree: true, files: damagedFile(checkpoint), read: decodeCheckpoint },
  {
    name: 'checkpoint of another description',
    isFree: true,
    files: misdescribed(checkpoint),
    read: decodeCheckpoint,
  },
  {
    name: 'classifier',
    isFree: true,
    files: damagedFile(classes),
    read: (bytes) => decodeClassifier(bytes, classifier, 'key'),
  },
  { name: 'metrics.jsonl', isFree: true, files: damagedFile(metrics), read: readMetrics },
  {
    name: 'config.json',
    isFree: true,
    files: oddJson(fc.constantFrom(...configs)).map(bytesOf),
    read: readConfig,
  },
  {
    name: 'config.json, damaged',
    isFree: true,
    files: damagedFile(...configs.map((config) => bytesOf(JSON.stringify(config)))),
    read: readConfig,
  },
  {
    name: 'lock',
    isFree: true,
    files: fc.oneof(
      damagedFile(bytesOf(JSON.stringify(owner))),
      oddJson(fc.constant(owner)).map(bytesOf),
    ),
    read: readOwner,
  },
]
