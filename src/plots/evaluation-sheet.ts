/** An evaluation on one sheet: samples with their readings, figures, balance, neighbours. */

import type { NdArray } from '../base/shape.ts'
import type { Raster } from '../formats/raster.ts'
import { blank, type Colour, enlarge } from '../images/canvas.ts'
import { toRasters } from '../images/grid.ts'
import { captioned, framed, lineOf, PAPER, stack, tile } from '../images/stack.ts'
import { drawText, textHeight, textWidth } from '../images/text.ts'
import { type Bar, barChart } from './bars.ts'
import { plotsError } from './errors.ts'

/** What stands below an image. */
export interface Caption {
  /** Shortened where it is too long. */
  readonly text: string
  /** What follows it and is never cut: ` 99%`. */
  readonly tail?: string
  /** Marked in red. */
  readonly bad?: boolean
}

/** What the sheet shows. */
export interface EvaluationSheet {
  readonly title: string
  /** (N, H, W, C) in [-1, 1], C 1 to 4. */
  readonly images: NdArray
  /** One per image. */
  readonly captions: readonly Caption[]
  readonly figures: readonly { readonly name: string; readonly value: string }[]
  /** Empty where nothing is read in the samples. */
  readonly balance: readonly Bar[]
  /** Rows of a sample and the training images nearest to it, `columns` in all. */
  readonly neighbours: {
    readonly images: NdArray
    readonly captions: readonly Caption[]
    readonly columns: number
  }
}

const INK: Colour = [45, 52, 64]
const QUIET: Colour = [98, 107, 120]
const BAD: Colour = [205, 45, 40]

const COLUMNS = 8
/** About as wide as an image is shown. */
const IMAGE_WIDTH = 56
/** For a caption at most, where the image is narrower. */
const MOST_ROOM = 110
const GAP = 6
const BLOCK_GAP = 22
const MARGIN = 24
/** Rows of neighbours before a second column of them begins. */
const NEIGHBOUR_ROWS = 4

/** Each image with its caption. */
function cellsOf(images: NdArray, captions: readonly Caption[]): Raster[] {
  const rasters = toRasters(images)
  if (captions.length !== rasters.length) {
    const counts = { images: rasters.length, captions: captions.length }
    throw plotsError('sheet.captions-mismatch', counts)
  }
  const scale = Math.max(1, Math.round(IMAGE_WIDTH / rasters[0].width))
  const wide = captions.map(({ text, tail = '' }) => textWidth(text + tail, 1))
  const room = Math.min(Math.max(...wide), MOST_ROOM)
  return rasters.map((raster, i) => {
    const { text, tail, bad } = captions[i]
    const colours = bad ? { edge: BAD, colour: BAD } : { colour: QUIET }
    return captioned(enlarge(raster, scale), { text, tail }, { ...colours, room })
  })
}

/** Names on the left, values on the right. */
function figureTable(figures: EvaluationSheet['figures'], width: number): Raster {
  const scale = 2
  const needed = figures.map(({ name, value }) => textWidth(name + value, scale) + 8 * scale)
  const wide = Math.max(width, ...needed)
  const rows = figures.map(({ name, value }) => {
    const row = blank(wide, textHeight(scale) + 3 * scale, 3, PAPER)
    drawText(row, name, 0, 0, { colour: QUIET, scale })
    drawText(row, value, row.width, 0, { colour: INK, scale, anchor: 'end' })
    return row
  })
  return stack(rows, 'down', 3)
}

function section(heading: string, block: Raster): Raster {
  return stack([lineOf(heading, INK, 2), block], 'down', 8)
}

/** Rows of neighbours, in as many columns as they need. */
function neighbourTable({ images, captions, columns }: EvaluationSheet['neighbours']): Raster {
  const cells = cellsOf(images, captions)
  const perBlock = NEIGHBOUR_ROWS * columns
  const blocks = Array.from({ length: Math.ceil(cells.length / perBlock) }, (_, i) =>
    tile(cells.slice(i * perBlock, (i + 1) * perBlock), columns, GAP),
  )
  return stack(blocks, 'across', BLOCK_GAP)
}

/**
 * Samples with captions, figures, and each sample's nearest training images, as one image.
 * @throws {DdpmError} `sheet.captions-mismatch`, `drawing.shape-invalid`
 */
export function evaluationSheet(sheet: EvaluationSheet): Raster {
  const grid = tile(cellsOf(sheet.images, sheet.captions), COLUMNS, GAP)
  const neighbours = neighbourTable(sheet.neighbours)
  const { width } = neighbours
  const right = stack(
    [
      figureTable(sheet.figures, width),
      ...(sheet.balance.length > 0
        ? [section('Read as', barChart(sheet.balance, width, 110))]
        : []),
      section('Samples and their nearest training images', neighbours),
    ],
    'down',
    BLOCK_GAP,
  )
  const body = stack([grid, right], 'across', 2 * BLOCK_GAP)
  return framed(stack([lineOf(sheet.title, INK, 2), body], 'down', BLOCK_GAP), MARGIN)
}
