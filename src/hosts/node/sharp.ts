/** Images of other kinds than PNG and BMP, by the package sharp, which is installed where it can be. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ImageDecoder } from '../../data/source.ts'
import type { ImageKind } from '../../formats/image-kind.ts'
import type { Raster } from '../../formats/raster.ts'
import { hostsError } from './host-errors.ts'
import { nodeInflate } from './inflate.ts'

/** How Node reads images: these kinds by sharp, PNG by our own reader with Node's zlib. */
export const sharpDecoder: ImageDecoder = {
  kinds: ['JPEG', 'WebP', 'AVIF', 'GIF', 'TIFF'],
  decode: decodeBySharp,
  inflate: nodeInflate,
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

/**
 * The version of sharp that is installed, for which it is not loaded: other versions may give other bytes.
 * @returns `none` where it is missing
 */
export function sharpVersion(): string {
  try {
    const main = createRequire(import.meta.url).resolve(PACKAGE)
    const about: unknown = JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8'))
    return String((about as { version?: unknown }).version)
  } catch {
    return 'none'
  }
}

type Open = (bytes: Uint8Array, options: object) => Sharp

/** Pixels that an image may have, as of a PNG. */
const MAX_PIXELS = 2 ** 28

async function openSharp(kind: ImageKind): Promise<Open> {
  try {
    return (await import(PACKAGE)).default
  } catch (error) {
    throw hostsError('image.sharp-missing', { kind }, { cause: error })
  }
}

/**
 * An image as grey or RGB, with alpha where it has one, upright where its camera noted how it was held,
 * its colours turned into sRGB by its profile; of several frames or pages the first.
 * @throws {DdpmError} `image.sharp-missing`, `image.undecodable`
 */
async function decodeBySharp(bytes: Uint8Array, kind: ImageKind): Promise<Raster> {
  const sharp = await openSharp(kind)
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .rotate()
      .toColourspace('srgb')
      .raw()
    const { data, info } = await image.toBuffer({ resolveWithObject: true })
    const { width, height } = info
    const channels = info.channels as Raster['channels']
    return { width, height, channels, data: new Uint8Array(data) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw hostsError('image.undecodable', { reason }, { cause: error })
  }
}
