// Windows of an image at Winograd's points: planes of (tiles, channels), each plane's rows as the
// register tiles want their patches.

import { MOST_POINTS, PATCH_BYTES, PLANE, Tiling, TOGETHER, Windows } from '../layout'
import { VALUE, windowColumns, windowRows } from './lines'
import { Tile, tileAt } from './tiles'

/** Scratch: addresses of a window's pixels, values along one axis, zeros for what is outside. */
const TABLE_BYTES: i32 = MOST_POINTS * MOST_POINTS * 4
const WINDOW_BYTES: i32 = MOST_POINTS * MOST_POINTS * VALUE
const LINES_BYTES: i32 = TOGETHER * WINDOW_BYTES

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
      for (let c = 0; c < windows.channels; c += TOGETHER * 8) {
        const groups = min(TOGETHER, (windows.channels - c) >> 3)
        transformDown(tile, groups, c * 4, scratch)
        for (let group = 0; group < groups; ) {
          // As many groups as lie in one part of a plane.
          const channel = first + c + group * 8
          const here = min(groups - group, (PLANE - (channel % PLANE)) >> 3)
          const at = to + (channel / PLANE) * partBytes + (channel % PLANE) * 4
          transformAlong(tile, group, here, at, planeBytes, tiling.largePointsX, scratch)
          group += here
        }
      }
    }
  }
}

/** Some channels of a window, from byte `channel` on, 8 at a time, along the first axis. */
function transformDown(tile: Tile, groups: i32, channel: usize, scratch: usize): void {
  let lines = scratch + TABLE_BYTES
  for (let group = 0; group < groups; group++) {
    const across = MOST_POINTS * VALUE
    windowColumns(tile.pointsY, tile.pointsX, scratch, MOST_POINTS * 4, channel, lines, across)
    channel += VALUE
    lines += WINDOW_BYTES
  }
}

/**
 * Groups `first` and following along the second axis, into the planes. Line by line: few planes
 * are then written at once, each in one go, as caches like it.
 */
function transformAlong(
  tile: Tile,
  first: i32,
  groups: i32,
  to: usize,
  planeBytes: usize,
  planesAcross: i32,
  scratch: usize,
): void {
  let from = scratch + TABLE_BYTES + first * WINDOW_BYTES
  for (let line = 0; line < tile.pointsY; line++) {
    windowRows(tile.pointsX, groups, from, WINDOW_BYTES, to, planeBytes, VALUE)
    from += MOST_POINTS * VALUE
    to += planesAcross * planeBytes
  }
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
