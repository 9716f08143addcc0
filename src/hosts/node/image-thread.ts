/** A worker thread that reads image files: decodes them and brings them to a set's size. */

import { parentPort } from 'node:worker_threads'
import { decodeImage } from '../../data/decode-image.ts'
import { prepareImage } from '../../data/prepare-image.ts'
import type { ReadImage } from '../../data/source.ts'
import type { Raster } from '../../formats/raster.ts'
import { bytesOf } from './file-bytes.ts'
import type { ThreadAnswer, ThreadFile, ThreadTask } from './image-threads.ts'
import { sharpDecoder } from './sharp.ts'

/** Nothing where it cannot be read: who asked reads it again, and sees why. */
async function read(
  { path, content }: ThreadFile,
  { how, wantsOriginals }: ThreadTask,
): Promise<ReadImage | undefined> {
  try {
    const bytes = typeof content === 'string' ? await bytesOf(content) : content
    const original = await decodeImage(bytes, path, sharpDecoder)
    const image = prepareImage(original, how)
    const pixels = original.width * original.height
    return { image, pixels, ...(wantsOriginals && image !== original && { original }) }
  } catch {
    return undefined
  }
}

/** All images of an answer in one array, which is handed over and not copied. */
function answerOf(found: readonly (ReadImage | undefined)[]): ThreadAnswer {
  const rasters = found.flatMap((one) =>
    one?.original ? [one.image, one.original] : (one?.image ?? []),
  )
  const bytes = new Uint8Array(rasters.reduce((sum, { data }) => sum + data.length, 0))
  let at = 0
  const part = ({ data, ...image }: Raster) => {
    bytes.set(data, at)
    at += data.length
    return { ...image, start: at - data.length }
  }
  const images = found.map((one) => {
    if (!one) return undefined
    const { image, original, pixels } = one
    return { image: part(image), pixels, ...(original && { original: part(original) }) }
  })
  return { images, bytes }
}

async function answerTo(task: ThreadTask): Promise<void> {
  // sharp decodes several at once
  const answer = answerOf(await Promise.all(task.files.map((file) => read(file, task))))
  parentPort?.postMessage(answer, [answer.bytes.buffer as ArrayBuffer])
}

let before = Promise.resolve()

// one after the other, as answers are known by their order
parentPort?.on('message', (task: ThreadTask) => {
  before = before.then(() => answerTo(task)) // what it throws is the thread's error event
})
