/** Pictures of other kinds than PNG, by the package sharp, which is used where it is installed. */

import { basename } from 'node:path'
import { UserError } from '../../base/errors.ts'
import { FormatError } from '../../formats/error.ts'
import type { Raster } from '../../formats/raster.ts'

/** Endings of the files that it reads. */
export const sharpKinds: readonly string[] = [
  ...['.jpg', '.jpeg', '.webp', '.avif', '.gif', '.tif', '.tiff'],
]

/** The part of sharp that is used. */
interface Sharp {
  /** Without an angle: upright, as the camera noted (EXIF). */
  rotate(): Sharp
  flatten(options: { background: string }): Sharp
  toColourspace(name: string): Sharp
  raw(): Sharp
  toBuffer(options: { resolveWithObject: true }): Promise<{
    data: Uint8Array
    info: { width: number; height: number; channels: number }
  }>
}

/** A name that the compiler does not look up: the package may be missing. */
const PACKAGE: string = 'sharp'

async function openSharp(path: string): Promise<(bytes: Uint8Array) => Sharp> {
  try {
    return (await import(PACKAGE)).default
  } catch (error) {
    throw new UserError(
      `${path} is no PNG, and other kinds need the package sharp: install it (npm install sharp), ` +
        'or turn the pictures into PNG',
      { cause: error },
    )
  }
}

/**
 * A picture as grey or RGB, upright where its camera noted how it was held, what is transparent
 * laid over white.
 * @param path for messages
 * @throws {UserError} where sharp is not installed; {FormatError} where it cannot read the bytes.
 */
export async function decodeBySharp(bytes: Uint8Array, path: string): Promise<Raster> {
  const sharp = await openSharp(path)
  try {
    const upright = sharp(bytes).rotate()
    const image = upright.flatten({ background: '#ffffff' }).toColourspace('srgb').raw()
    const { data, info } = await image.toBuffer({ resolveWithObject: true })
    const { width, height } = info
    const channels = info.channels < 3 ? 1 : 3
    return { width, height, channels, data: new Uint8Array(data) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new FormatError(`${basename(path)} cannot be read: ${reason}`, { cause: error })
  }
}
