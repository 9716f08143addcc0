// Windows of an image at Winograd's points: planes of (tiles, channels), each plane's rows as the
// register tiles want their patches.

import { MOST_POINTS, PATCH_BYTES, PLANE, Tiling, Windows } from '../layout'
import { VALUE, windowColumns, windowRows } from './lines'
import { Tile, tileAt } from './tiles'

/** Scratch: addresses of a window's pixels, one axis' values, zeros for what is outside. */
const TABLE_BYTES: i32 = MOST_POINTS * MOST_POINTS * 4
const LINES_BYTES: i32 = MOST_POINTS * MOST_POINTS * VALUE

/** The bytes of it, zeros for so many channels included; see `windowScratch` of the lowering. */
export function windowScratch(channels: i32): usize {
  return TABLE_BYTES + LINES_BYTES + channels * 4
}

/** Parts of 256 channels that a plane's channels make. */
export function partsOf(channels: i32): i32 {
  return (channels + PLANE - 1) / PLANE
}

export function allChannels(windows: Windows): i32 {
  return windows.channels * windows.step * windows.step
}

/** Clears the zeros that stand for pixels outside the image. */
export function clearZeros(windows: Windows, scratch: usize): void {
  memory.fill(scratch + TABLE_BYTES + LINES_BYTES, 0, windows.channels * 4)
}

/**
 * Windows of `count` tiles into rows `row` and following.
 * @param planes (planes, parts of 256 channels, rows, PATCH_BYTES), `rows` of them
 */
export function spreadWindows(
  tiling: Tiling,
  windows: Windows,
  tiles: usize,
  count: i32,
  planes: usize,
  rows: i32,
  row: i32,
  scratch: usize,
): void {
  const partBytes = rows * PATCH_BYTES
  const planeBytes = partsOf(allChannels(windows)) * partBytes
  for (let i = 0; i < count; i++) {
    const tile = tileAt(tiles, i)
    const to = planes + (row + i) * PATCH_BYTES
    for (let phase = 0; phase < windows.step * windows.step; phase++) {
      placePixels(windows, tile, phase, scratch)
      const first = phase * windows.channels
      for (let c = 0; c < windows.channels; c += 8) {
        const channel = first + c
        const at = to + (channel / PLANE) * partBytes + (channel % PLANE) * 4
        spreadWindow(tile, c * 4, at, planeBytes, tiling.largePointsX, scratch)
      }
    }
  }
}

/** 8 channels of a window. */
function spreadWindow(
  tile: Tile,
  channel: usize,
  to: usize,
  planeBytes: usize,
  planesAcross: i32,
  scratch: usize,
): void {
  const lines = scratch + TABLE_BYTES
  const across = MOST_POINTS * VALUE
  windowColumns(tile.pointsY, tile.pointsX, scratch, MOST_POINTS * 4, channel, lines, across)
  windowRows(tile.pointsX, tile.pointsY, lines, across, to, planeBytes, planesAcross * planeBytes)
}

/** Addresses of a window's pixels; those outside the image are zeros. */
function placePixels(windows: Windows, tile: Tile, phase: i32, scratch: usize): void {
  const zeros = scratch + TABLE_BYTES + LINES_BYTES
  const width = windows.imageWidth
  const image = windows.x + tile.sample * windows.imageHeight * width * windows.xPitch
  const top = tile.y * windows.step + phase / windows.step + windows.origin
  const left = tile.x * windows.step + (phase % windows.step) + windows.origin
  for (let i = 0; i < tile.pointsY; i++) {
    const y = top + i * windows.step
    const inside = <u32>y < <u32>windows.imageHeight
    for (let j = 0; j < tile.pointsX; j++) {
      const x = left + j * windows.step
      const exists = inside && <u32>x < <u32>width
      const address = exists ? image + (y * width + x) * windows.xPitch : zeros
      store<u32>(scratch + (i * MOST_POINTS + j) * 4, <u32>address)
    }
  }
}
