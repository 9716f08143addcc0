/** One file of a folder of images: what became of it. */

import { DdpmError } from '../base/errors.ts'
import { imageKind, KIND_BYTES, namedKind, otherKind } from '../formats/image-kind.ts'
import { decodeImage } from './decode-image.ts'
import type { BrokenImage, OtherFile } from './left-out.ts'
import { prepareImage } from './prepare-image.ts'
import type { DataFile, ReadImage, ReadOptions } from './source.ts'

/** What became of a file. */
export type Found = ReadImage | { readonly broken: BrokenImage } | { readonly other: OtherFile }

/** The beginning of a file whose name does not say that it is an image: the rest may be long. */
async function isOther(file: DataFile): Promise<OtherFile | undefined> {
  if (namedKind(file.path) !== undefined || !file.open) return undefined
  const head = await (await file.open()).read(0, KIND_BYTES)
  return imageKind(head) ? undefined : { path: file.path, seems: otherKind(head) }
}

/** @throws whatever is not about this file alone */
export async function readImageFile(file: DataFile, given: ReadOptions): Promise<Found> {
  const { decoder, isOfFile } = given
  let kind = namedKind(file.path)
  try {
    const other = await isOther(file)
    if (other) return { other }
    const bytes = await file.bytes()
    kind = imageKind(bytes) ?? kind
    if (kind === undefined) return { other: { path: file.path, seems: otherKind(bytes) } }
    const image = await decodeImage(bytes, file.path, decoder)
    given.onImage?.(file.path, image)
    return { image: prepareImage(image, given), pixels: image.width * image.height }
  } catch (error) {
    if (!(error instanceof DdpmError)) throw error
    const isBroken =
      /^(png|bmp|image)\.|^zip\.(entry|declares)/.test(error.code) &&
      error.code !== 'image.sharp-missing'
    const named = error.values['place'] === file.place ? error : error.in(file.place)
    if (!isBroken && !isOfFile?.(error)) throw named
    return { broken: { kind, error: named } }
  }
}
