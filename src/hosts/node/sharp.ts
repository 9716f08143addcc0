/** Images of other kinds than PNG, by the package sharp, which is used where it is installed. */

import type { ImageDecoder } from '../../data/source.ts'
import type { Raster } from '../../formats/raster.ts'
import { hostsError } from './host-errors.ts'

/** Endings of the files that it reads. */
const sharpKinds: readonly string[] = [
  ...['.jpg', '.jpeg', '.webp', '.avif', '.gif', '.tif', '.tiff'],
]

/** Images of these kinds from files. */
export const sharpDecoder: ImageDecoder = {
  endings: sharpKinds,
  decode: async (file) => await decodeBySharp(await file.bytes()),
}

/** The part of sharp that is used. */
interface Sharp {
  /** Without an angle: upright, as the camera noted (EXIF). */
  rotate(): Sharp
  toColourspace(name: string): Sharp
  raw(): Sharp
  toBuffer(options: { resolveWithObject: true }): Promise<{
    data: Uint8Array
    info: { width: number; height: number; channels: number }
  }>
}

/** A name that the compiler does not look up: the package may be missing. */
const PACKAGE: string = 'sharp'

async function openSharp(): Promise<(bytes: Uint8Array) => Sharp> {
  try {
    return (await import(PACKAGE)).default
  } catch (error) {
    throw hostsError('image.sharp-missing', {}, { cause: error })
  }
}

/**
 * An image as grey or RGB, with alpha where it has one, upright where its camera noted how it was held.
 * @throws {DdpmError} `image.sharp-missing`, `image.undecodable`
 */
export async function decodeBySharp(bytes: Uint8Array): Promise<Raster> {
  const sharp = await openSharp()
  try {
    const image = sharp(bytes).rotate().toColourspace('srgb').raw()
    const { data, info } = await image.toBuffer({ resolveWithObject: true })
    const { width, height } = info
    const channels = info.channels as Raster['channels']
    return { width, height, channels, data: new Uint8Array(data) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw hostsError('image.undecodable', { reason }, { cause: error })
  }
}
