/** The fields that the commands of Winograd's algorithm share, and what their kernels take. */

import { sizes, type TilingFields, type WindowFields } from '../../layout.ts'
import type { Operand } from '../lowering.ts'
import { panelsOf } from '../patches.ts'
import { type Geometry, planesOf, resultPhases, windowChannels } from './geometry.ts'

/** @param height room for the tiles of a block */
export function tilingFields(geometry: Geometry, blocks: number, height: number): TilingFields {
  const { samples, taps, cutY, cutX } = geometry
  return {
    samples,
    taps,
    largePointsY: cutY.largePoints,
    largePointsX: cutX.largePoints,
    smallPointsY: cutY.smallPoints,
    smallPointsX: cutX.smallPoints,
    largeTilesY: cutY.largeTiles,
    largeTilesX: cutX.largeTiles,
    smallTilesY: cutY.smallTiles,
    smallTilesX: cutX.smallTiles,
    blocks,
    height,
  }
}

/** @param shape of the image (B, H, W, C) */
export function windowFields(
  { channels, step, origin }: Geometry,
  from: Operand,
  shape: readonly number[],
): WindowFields {
  return {
    ...{ x: from.address, xPitch: from.pitch },
    ...{ imageHeight: shape[1], imageWidth: shape[2] },
    channels,
    step,
    origin,
  }
}

/** An odd number of rows: planes then do not collide in a cache. */
export const oddRows = (rows: number) => rows + ((rows + 1) % 2)

/** Parts of a plane's channels. */
export const partsOf = (geometry: Geometry) => Math.ceil(windowChannels(geometry) / sizes.PLANE)

/** All panels of the filters: those of each phase of the result. */
export const filterPanels = (geometry: Geometry) =>
  panelsOf(geometry.columns) * resultPhases(geometry)

/** Bytes of windows (planes, parts, rows, PATCH_BYTES). */
export const windowBytes = (geometry: Geometry, rows: number) =>
  planesOf(geometry) * partsOf(geometry) * rows * sizes.PATCH_BYTES

/** 8 columns of a filter, values along one axis. */
export const FILTER_BYTES = sizes.MOST_POINTS ** 2 * 32

/** Addresses of a window's pixels, and values along one axis. */
const LINES_BYTES = sizes.MOST_POINTS ** 2 * (4 + sizes.TOGETHER * 32)

/** Scratch of reading windows, and the places of so many tiles. */
export const tileScratch = ({ channels }: Geometry, rows: number) =>
  LINES_BYTES + channels * 4 + rows * sizes.TILE_PLACE_BYTES

/** A tile's pixels, 16 columns each. */
export const PIXELS_BYTES = (sizes.MOST_POINTS - 1) ** 2 * sizes.PANEL_BYTES
