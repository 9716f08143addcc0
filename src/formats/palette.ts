/** From RGB pixels to at most 256 colours and an index per pixel. */

export const MOST_COLOURS = 256

export interface Indexed {
  /** The colour of each pixel. */
  readonly index: Uint8Array
  /** Red, green and blue, 0..255; 1 to 256 colours. */
  readonly palette: number[][]
}

const colourAt = (rgb: Uint8Array, i: number) => (rgb[i] << 16) | (rgb[i + 1] << 8) | rgb[i + 2]

/** The pixels with their own colours; undefined where there are too many. */
function exactly(rgb: Uint8Array, most: number): Indexed | undefined {
  const places = new Map<number, number>()
  const index = new Uint8Array(rgb.length / 3)
  for (let pixel = 0; pixel < index.length; pixel++) {
    const colour = colourAt(rgb, 3 * pixel)
    let place = places.get(colour)
    if (place === undefined) {
      if (places.size === most) return undefined
      place = places.size
      places.set(colour, place)
    }
    index[pixel] = place
  }
  return { index, palette: [...places.keys()].map((c) => [c >> 16, (c >> 8) & 255, c & 255]) }
}

/** Colours alike in the upper 5 bits of each channel, which are kept together. */
const CELLS = 2 ** 15
const cellAt = (rgb: Uint8Array, i: number) =>
  ((rgb[i] >> 3) << 10) | ((rgb[i + 1] >> 3) << 5) | (rgb[i + 2] >> 3)

/** How many pixels each cell has, and their mean red, green and blue: (CELLS, 3). */
interface Cells {
  readonly counts: Uint32Array
  readonly means: Float64Array
}

function cellsOf(rgb: Uint8Array): Cells {
  const counts = new Uint32Array(CELLS)
  const means = new Float64Array(3 * CELLS)
  for (let i = 0; i < rgb.length; i += 3) {
    const cell = cellAt(rgb, i)
    counts[cell]++
    for (let c = 0; c < 3; c++) means[3 * cell + c] += rgb[i + c]
  }
  for (let i = 0; i < means.length; i++) means[i] /= counts[Math.floor(i / 3)] || 1
  return { counts, means }
}

/** Some cells as one colour. */
interface Box {
  readonly cells: Uint16Array
  readonly mean: readonly number[]
  /** The channel in which the cells differ most, and their squared distance from the mean in it. */
  readonly axis: number
  readonly error: number
}

function boxOf(cells: Uint16Array, { counts, means }: Cells): Box {
  const sums = [0, 0, 0]
  const squares = [0, 0, 0]
  let total = 0
  for (let i = 0; i < cells.length; i++) {
    const count = counts[cells[i]]
    total += count
    for (let c = 0; c < 3; c++) {
      const value = means[3 * cells[i] + c]
      sums[c] += count * value
      squares[c] += count * value * value
    }
  }
  const errors = squares.map((square, c) => square - sums[c] ** 2 / total)
  const error = Math.max(...errors)
  return { cells, mean: sums.map((sum) => sum / total), axis: errors.indexOf(error), error }
}

/** The two halves of a box, below its mean and from there on; undefined where one would be empty. */
function halves({ cells, mean, axis }: Box, all: Cells): [Box, Box] | undefined {
  const sorted = new Uint16Array(cells.length)
  let [below, above] = [0, cells.length]
  for (let i = 0; i < cells.length; i++) {
    const isBelow = all.means[3 * cells[i] + axis] < mean[axis]
    sorted[isBelow ? below++ : --above] = cells[i]
  }
  if (below === 0 || below === cells.length) return undefined
  return [boxOf(sorted.subarray(0, below), all), boxOf(sorted.subarray(below), all)]
}

/** The box with the largest error is cut in two until there are enough (Wan et al. 1990). */
function cut(all: Cells, most: number): Box[] {
  const used = new Uint16Array(CELLS).map((_, cell) => cell).filter((cell) => all.counts[cell] > 0)
  const boxes = [boxOf(used, all)]
  const done: Box[] = []
  while (boxes.length > 0 && boxes.length + done.length < most) {
    const worst = boxes.reduce((most, box, i) => (box.error > boxes[most].error ? i : most), 0)
    const [box] = boxes.splice(worst, 1)
    const two = halves(box, all)
    if (two) boxes.push(...two)
    else done.push(box)
  }
  return [...boxes, ...done]
}

/**
 * Pixels of at most 256 colours keep them; others get the means of 256 groups of similar colours.
 * @param rgb red, green and blue of each pixel, at least one
 * @param most colours instead of 256
 */
export function indexColours(rgb: Uint8Array, most: number = MOST_COLOURS): Indexed {
  const exact = exactly(rgb, most)
  if (exact) return exact
  const boxes = cut(cellsOf(rgb), most)
  const places = new Uint8Array(CELLS)
  boxes.forEach(({ cells }, place) => {
    for (const cell of cells) places[cell] = place
  })
  const index = new Uint8Array(rgb.length / 3)
  for (let pixel = 0; pixel < index.length; pixel++) index[pixel] = places[cellAt(rgb, 3 * pixel)]
  return { index, palette: boxes.map(({ mean }) => mean.map(Math.round)) }
}
