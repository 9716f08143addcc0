/** Gradients of filters by Winograd's algorithm as commands, share by share of the samples. */

import type { Tensor, TensorOf } from '../../../../engine/ops.ts'
import { sizes } from '../../layout.ts'
import type { Emitter, Operand } from '../lowering.ts'
import { panelsOf, TILE_BYTES } from '../patches.ts'
import {
  FILTER_BYTES,
  oddRows,
  PIXELS_BYTES,
  partsOf,
  tileScratch,
  tilingFields,
  windowBytes,
  windowFields,
} from './fields.ts'
import { type Geometry, planesOf, tilesPerImage, windowChannels } from './geometry.ts'

const { PANEL_BYTES, PLANE_ROWS } = sizes
/**
 * What the windows and gradients of a share may take: they should stay in caches; but every share
 * reads and writes the sums once, so it should not be much smaller than they are.
 */
const SHARE_BYTES = { least: 2 * 2 ** 20, most: 8 * 2 ** 20 } as const

/** Samples taken at once. It depends on shapes alone, as the sums must. */
function samplesAtOnce(geometry: Geometry): number {
  const { columns } = geometry
  const channels = windowChannels(geometry)
  const perSample = planesOf(geometry) * tilesPerImage(geometry) * (channels + columns) * 4
  const sums = planesOf(geometry) * channels * columns * 4
  const bytes = Math.min(SHARE_BYTES.most, Math.max(SHARE_BYTES.least, sums))
  const shares = Math.ceil((geometry.samples * perSample) / bytes)
  return Math.ceil(geometry.samples / shares)
}

/** What a share takes, in bytes. */
function sizesOf(geometry: Geometry, samples: number) {
  const rows = oddRows(samples * tilesPerImage(geometry))
  const panels = planesOf(geometry) * panelsOf(geometry.columns)
  return {
    windows: windowBytes(geometry, rows),
    gradients: panels * rows * PANEL_BYTES,
    sums: panels * partsOf(geometry) * PLANE_ROWS * PANEL_BYTES,
  }
}

/** Bytes of workspace. */
export function gradientBytes(geometry: Geometry): number {
  const { windows, gradients, sums } = sizesOf(geometry, samplesAtOnce(geometry))
  return windows + gradients + sums
}

/** Addresses of windows and gradients at the points, and of their sums. */
interface Places {
  readonly spreadWindows: number
  readonly spreadGradients: number
  readonly gradients: number
}

export function emitWinogradGradient(
  tensor: TensorOf<'conv2dFilterGradient'>,
  emitter: Emitter,
  geometry: Geometry,
): void {
  emitter.algorithm(`winograd ${geometry.cutY.largePoints}`)
  const samples = samplesAtOnce(geometry)
  const bytes = sizesOf(geometry, samples)
  const spreadWindows = emitter.workspace(tensor as Tensor)
  const spreadGradients = spreadWindows + bytes.windows
  const gradients = spreadGradients + bytes.gradients
  const places = { spreadWindows, spreadGradients, gradients }
  for (let first = 0; first < geometry.samples; first += samples) {
    const share = { ...geometry, samples: Math.min(samples, geometry.samples - first) }
    emitShare(tensor, emitter, share, first, places)
  }
  emitCollection(tensor, emitter, geometry, gradients)
}

/** A tensor's rows from a sample on. */
function fromSample(tensor: Tensor, operand: Operand, sample: number): Operand {
  const rows = (sample * operand.rows) / tensor.shape[0]
  return { ...operand, address: operand.address + rows * operand.pitch }
}

/** The samples from `first` on. */
function emitShare(
  { inputs: [x, dy] }: TensorOf<'conv2dFilterGradient'>,
  emitter: Emitter,
  geometry: Geometry,
  first: number,
  { gradients, ...spread }: Places,
): void {
  const rows = oddRows(geometry.samples * tilesPerImage(geometry))
  const tiling = tilingFields(geometry, 1, rows)
  const image = fromSample(x, emitter.operand(x), first)
  const gradient = fromSample(dy, emitter.operand(dy), first)
  const { columns } = geometry
  emitter.command(
    'spreadTiles',
    {
      ...tiling,
      ...windowFields(geometry, image, x.shape),
      dy: gradient.address,
      dyPitch: gradient.pitch,
      dyHeight: dy.shape[1],
      dyWidth: dy.shape[2],
      columns,
      ...spread,
    },
    { scratchBytes: tileScratch(geometry, rows) + PIXELS_BYTES },
  )
  const panels = panelsOf(columns) * planesOf(geometry)
  emitter.command(
    'correlateTiles',
    {
      ...tiling,
      channels: windowChannels(geometry),
      columns,
      ...spread,
      gradients,
      panelsPerUnit: Math.ceil(panels / Math.max(8 * emitter.threads, planesOf(geometry))),
      first: Number(first === 0),
    },
    { scratchBytes: TILE_BYTES },
  )
}

function emitCollection(
  tensor: TensorOf<'conv2dFilterGradient'>,
  emitter: Emitter,
  { channels, step, columns, taps, cutY, cutX, places }: Geometry,
  gradients: number,
): void {
  const y = emitter.operand(tensor as Tensor)
  emitter.command(
    'collectFilters',
    {
      gradients,
      channels,
      columns,
      taps,
      inputPhases: step * step,
      pointsY: cutY.largePoints,
      pointsX: cutX.largePoints,
      y: y.address,
      yPitch: y.pitch,
    },
    { list: places, scratchBytes: FILTER_BYTES + taps * taps * PANEL_BYTES },
  )
}
