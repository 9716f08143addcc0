/** Images to train on, in words and as a contact sheet: sizes, classes, copies and odd ones. */

import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { given } from '../../base/given.ts'
import { type DataSettings, loadOptionsOf } from '../../data/data-settings.ts'
import { type Dataset, gatherBatch, imageSize } from '../../data/dataset.ts'
import type { LeftOut } from '../../data/left-out.ts'
import type { LoadDataOptions } from '../../data/source.ts'
import { namedSource } from '../../data/sources.ts'
import { isBlank, type Survey, type SurveyedImage, survey } from '../../data/survey.ts'
import { hasAlpha, type Raster } from '../../formats/raster.ts'
import { loadData } from '../../hosts/node/load.ts'
import { grid } from '../../images/grid.ts'
import { table } from '../terminal/charts.ts'
import { count, plural } from '../terminal/format.ts'
import type { Report } from './report.ts'

/** Pixels a side of an image on the contact sheet, at most. */
const THUMBNAIL = 64
const small: LoadDataOptions = {
  ...({ imageSize: THUMBNAIL, fit: 'pad', background: 'keep' } as const),
  fitsArrays: false,
}
const PER_CLASS = 10
const MOST_SHOWN = 200
const NAMES_SHOWN = 3

const keyOf = ({ width, height, channels, data }: Raster) =>
  createHash('sha1').update(`${width} ${height} ${channels}`).update(data).digest('base64')

const surveyed = (path: string, image: Raster): SurveyedImage => {
  const { width, height, channels } = image
  return { path, width, height, channels, key: keyOf(image), isBlank: isBlank(image) }
}

/** Images of sets that hold pixels, and not files: by their numbers. */
function ofDataset(data: Dataset): SurveyedImage[] {
  const { width, height, channels, images, count: all } = data
  const size = imageSize(data)
  if (![1, 2, 3, 4].includes(channels)) return []
  return Array.from({ length: all }, (_, i) => {
    const bytes = images.subarray(i * size, (i + 1) * size)
    return surveyed(String(i), {
      width,
      height,
      channels: channels as Raster['channels'],
      data: bytes,
    })
  })
}

/** Whether something behind the image is seen. */
const hasTransparency = ({ channels, data }: Raster) =>
  hasAlpha(channels) && data.some((value, i) => i % channels === channels - 1 && value < 255)

/** What was found at a path. */
export interface FoundImages {
  readonly data: Dataset
  /** Whether they are image files, whose transparency a background replaces; arrays keep their channels. */
  readonly isOfFiles: boolean
  /** The sheet is so also around images that are padded. */
  readonly isTransparent: boolean
  readonly images: Survey
  readonly left: LeftOut | undefined
  readonly notices: readonly string[]
}

/** Of images that are made here, of which there are as many as one asks for. */
const MADE = 1000
const madeNotice = `Made here, as many as --data-count asks for: these are the first ${count(MADE)}.`

/**
 * Images by a name are as they are; those of a folder or a file are read small and whole, or as training would
 * where a size is asked for.
 */
function loading(data: string, reading: DataSettings) {
  const source = namedSource(data)
  const asked = given(loadOptionsOf(reading))
  if (!source) {
    const options = { ...(asked.imageSize === undefined && small), ...asked }
    return { data: resolve(data), options, notices: [] }
  }
  if (source.origin === 'made')
    return { data, options: { count: MADE, ...asked }, notices: [madeNotice] }
  return { data, options: asked, notices: [] }
}

/**
 * Reads all images.
 * @param place a folder, a file, or what `--data` takes by name
 * @param reading how the contact sheet's are prepared
 * @throws {DdpmError} as `loadData`; the signal's reason once it is aborted
 */
export async function findImages(
  place: string,
  watch: Pick<LoadDataOptions, 'signal' | 'onProgress'> = {},
  reading: DataSettings = {},
): Promise<FoundImages> {
  const { data: path, options, notices: first } = loading(place, reading)
  const images: SurveyedImage[] = []
  const notices: string[] = [...first]
  let left: LeftOut | undefined
  let isTransparent = false
  const data = await loadData(path, {
    ...options,
    ...watch,
    onImage: (file, image) => {
      images.push(surveyed(file, image))
      isTransparent ||= hasTransparency(image)
    },
    onLeftOut: (found) => {
      left = found
    },
    onNotice: (text) => notices.push(text),
  })
  const all = images.length > 0 ? images : ofDataset(data)
  const byPath = all.sort((a, b) => (a.path < b.path ? -1 : 1)) // files are read in no fixed order
  const isOfFiles = images.length > 0
  if (!isOfFiles) isTransparent = hasAlpha(data.channels)
  return { data, isOfFiles, isTransparent, images: survey(byPath), left, notices }
}

/** `3: a.png, b.png, ...` */
function some(paths: readonly string[]): string {
  const names = paths.slice(0, NAMES_SHOWN).join(', ')
  return `${count(paths.length)}: ${names}${paths.length > NAMES_SHOWN ? ', ...' : ''}`
}

function colourWords({ data: { channels }, isOfFiles, isTransparent }: FoundImages): string {
  const colours = channels > 2 ? 'RGB' : 'grey'
  if (!isTransparent) return colours
  const kept = isOfFiles ? 'over white unless --background keep' : 'kept unless --background COLOUR'
  return `${colours}, some transparent (${kept})`
}

function perClass({ classes = [], labels }: Dataset): [string, number][] {
  const counts = new Uint32Array(classes.length)
  for (const label of labels ?? []) counts[label]++
  return classes.map((name, i) => [name, counts[i]])
}

/** Sizes shown; more are counted. */
const SIZES_SHOWN = 8

/** The report. */
export function describeImages(path: string, found: FoundImages): Report {
  const { data, images, left, notices } = found
  const { sizes, duplicates, blank, larger, smaller } = images
  const [first] = sizes
  const classes = perClass(data)
  const isUniform = sizes.length === 1
  const colours = data.channels > 2 ? 3 : 1
  const shape = first && isUniform ? [first.height, first.width, colours] : undefined
  const sizeRows = sizes
    .slice(0, SIZES_SHOWN)
    .map(({ width, height, count: number }) => [`  ${width} x ${height}`, count(number)])
  const odd: [string, readonly string[]][] = [
    ['Blank', blank],
    ['Much larger', larger],
    ['Much smaller', smaller],
  ]
  const lines = [
    ...table([
      ['Data', data.name],
      ['Images', count(data.count)],
      ['Colours', colourWords(found)],
      [
        'Sizes',
        isUniform && first ? `${first.width} x ${first.height}` : plural(sizes.length, 'size'),
      ],
    ]),
    ...(isUniform ? [] : table(sizeRows, [1])),
    ...table([['Classes', data.labels ? count(classes.length) : 'none']]),
    ...table(
      classes.map(([name, number]) => [`  ${name}`, count(number)]),
      [1],
    ),
    ...(duplicates.length > 0
      ? table([['Duplicates', some(duplicates.map((paths) => paths.join(' = ')))]])
      : []),
    ...table(
      odd.filter(([, paths]) => paths.length > 0).map(([word, paths]) => [word, some(paths)]),
    ),
    ...notices,
  ]
  const facts = {
    ...{ kind: 'data', path, name: data.name, count: data.count, shape, channels: data.channels },
    ...{ classes: data.classes, classCounts: Object.fromEntries(classes), ...images },
    leftOut: left && {
      others: left.others,
      broken: left.broken.map(({ kind, error }) => ({ kind, reason: error.message })),
      emptyClasses: left.emptyClasses,
    },
  }
  return { facts, lines }
}

/** Numbers of images to show: the first of each class, or of all. */
function chosen({ count: all, classes, labels }: Dataset): number[] {
  const numbers = Array.from({ length: all }, (_, i) => i)
  if (!classes || !labels) return numbers.slice(0, MOST_SHOWN)
  return classes
    .flatMap((_, label) => numbers.filter((i) => labels[i] === label).slice(0, PER_CLASS))
    .slice(0, MOST_SHOWN)
}

/** A grid of images, with their classes below them. */
export function contactSheet(data: Dataset): Raster {
  const { height, width, channels, classes, labels } = data
  const numbers = chosen(data)
  const values = new Float32Array(numbers.length * imageSize(data))
  const images = {
    shape: [numbers.length, height, width, channels],
    data: gatherBatch(data, numbers, values),
  }
  const names = classes && labels ? numbers.map((i) => classes[labels[i]]) : undefined
  const scale = Math.max(Math.floor(THUMBNAIL / width), 1)
  return grid(images, { columns: PER_CLASS, scale, background: 'checker', labels: names })
}
