/**
 * What a source of images is: one definition each in `sources/`, listed in `sources.ts`. The command
 * line's help, the docs and what a folder is read as follow from the definitions. Files are abstract,
 * so that Node's folders and the files dropped on a page are read by the same code.
 */

import type { DdpmError } from '../base/errors.ts'
import type { ImageSize } from '../base/image-size.ts'
import { type OptionSpecs, size } from '../base/option-specs.ts'
import type { ImageKind } from '../formats/image-kind.ts'
import type { Inflate } from '../formats/png.ts'
import type { RandomAccess } from '../formats/random-access.ts'
import type { Raster } from '../formats/raster.ts'
import type { Dataset } from './dataset.ts'
import type { LeftOut } from './left-out.ts'
import type { MnistFiles } from './mnist.ts'
import type { Fit, Resize } from './preparation.ts'

/** Height and width of images to train on, at most. */
export const LARGEST_IMAGE = 1024

/** The size that images are brought to. */
export const imageSizeOption = size({
  each: { whole: true, min: 1, max: LARGEST_IMAGE },
  help: 'pixels a side, or width and height, to which the middle of each image is resized',
  unset: 'that of the images, which must be of one size',
  flag: 'image-size',
})

/** A file, wherever its bytes are. */
export interface DataFile {
  /** Within the folder, with `/`. */
  readonly path: string
  /** What messages call it. */
  readonly place: string
  /** Its class, where what it comes from says it: else the folder that it lies in. */
  readonly className?: string
  bytes(): Promise<Uint8Array>
  /** Its bytes where they are needed, if the host can: what is large is read so. */
  open?(): Promise<RandomAccess>
  /** Where it lies, if it is a file of its own that the host's threads can open. */
  readonly onDisk?: string
}

export interface DataFolder {
  /** What the dataset is called. */
  readonly name: string
  /** What messages call the folder. */
  readonly place: string
  readonly files: readonly DataFile[]
  /** All folders in it, also those without files, where the host knows them. */
  readonly folders?: readonly string[]
  /** What its files are, where their names say it. */
  readonly split?: Split
}

/** Images to train on, or others of the same kind to test with. */
export type Split = 'train' | 'test'

/** How far it is: in images, or in bytes of a download. */
export interface LoadProgress {
  readonly stage: 'drawing' | 'downloading' | 'reading'
  readonly done: number
  readonly total: number
}

/** Reads images of other kinds than PNG and BMP, as far as the host can. */
export interface ImageDecoder {
  readonly kinds: readonly ImageKind[]
  /** @throws {DdpmError} where it cannot */
  decode(bytes: Uint8Array, kind: ImageKind): Promise<Raster>
  /** A quicker way to unpack PNG than ours, which gives the same. */
  readonly inflate?: Inflate
}

/** An image as a set has it, and as its file holds it where that was asked for. */
export interface ReadImage {
  readonly image: Raster
  readonly original?: Raster
  /** Of the original. */
  readonly pixels: number
}

/** Threads of the host that read image files. */
export interface ImageThreads {
  /** How many there are. */
  readonly count: number
  /** Decodes and prepares each file; nothing for those that cannot be read. */
  read(
    files: readonly DataFile[],
    options: ReadOptions,
  ): Promise<readonly (ReadImage | undefined)[]>
  /** Ends them; what is not read yet fails. */
  close(): void
}

/** What the images of a source will be, at least: where one has colours or an alpha, all have. */
export interface PlannedImages {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: Raster['channels']
}

export interface LoadOptions {
  /** Default `train`. */
  readonly split?: Split
  /** For what is made here: how many images. */
  readonly count?: number
  /** Pixels a side, or width and height, where the source can choose: see its `options`. */
  readonly imageSize?: ImageSize
  /**
   * What images of a folder are laid over where they are transparent: a colour in words (`white`, the
   * default, or `#ffffff`), or `keep` for an alpha channel, which a set has where one image needs it.
   */
  readonly background?: string | undefined
  /** What is kept of images of a folder that have other proportions than `imageSize`. Default `crop`. */
  readonly fit?: Fit | undefined
  /**
   * Whether images of a set that has a size of its own (arrays, a packed set) are brought to `imageSize`, too.
   * Default true.
   */
  readonly fitsArrays?: boolean
  /** How images of a folder are resized. Default `area`. */
  readonly resize?: Resize | undefined
  /** For what is made here: what its chance depends on. */
  readonly seed?: number
  /** Ends the work soon, with the signal's reason. */
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: LoadProgress) => void
  /**
   * Called before the images of a folder are read, where `size` says what they will be, and again for
   * the first that is coloured or transparent: what it throws ends the loading.
   */
  readonly onPlan?: (planned: PlannedImages) => void
  /** Whether decoded images may be taken from a cache, and kept in it, where the host has one. Default true. */
  readonly cache?: boolean
  /** Called with what was left out of a folder of images; `onNotice` has it in words. */
  readonly onLeftOut?: (left: LeftOut) => void
  /** Called with each image of a folder as it is decoded, in no fixed order; `path` is within the folder. */
  readonly onImage?: (path: string, image: Raster) => void
  /** Called with what was left out, in words. */
  readonly onNotice?: (text: string) => void
}

/** How `loadData` reads images. */
export type LoadDataOptions = Omit<LoadOptions, 'split'>

export interface LoadSplitsOptions extends LoadDataOptions {
  /**
   * Images at the end of data without a test set that a model was not trained on, as its recipe
   * says. Where they are fewer than 2, or nothing is said, the last tenth is for validation.
   */
  readonly validation?: number | 'auto'
}

/** What a host adds. */
export interface ReadOptions extends LoadOptions {
  readonly decoder?: ImageDecoder
  /** Starts threads for the images of a folder, where there are many and the host has cores for them. */
  readonly openThreads?: () => ImageThreads | undefined
  /** Whether an error of the host is about one file, which is then left out. */
  readonly isOfFile?: (error: DdpmError) => boolean
  /** The share of the images that may be broken and are left out; with more, all are refused. */
  readonly mostBroken?: number
}

interface Described {
  /** What a user types, or what the docs call it. */
  readonly name: string
  /** What it is, in words: help says it after the name. */
  readonly help: string
  /** Those of `LoadOptions` that it follows. */
  readonly options: OptionSpecs
}

/** Images that are computed. */
export interface MadeSource extends Described {
  readonly origin: 'made'
  make(options: LoadOptions): Promise<Dataset>
  /** What will be made. */
  plan(options: LoadOptions): PlannedImages
  /** A single image by its number. */
  one(index: number, options: LoadOptions): Dataset
}

/** Images that are found in a folder. */
export interface FolderSource extends Described {
  readonly origin: 'folder'
  recognises(files: readonly DataFile[], options: ReadOptions): boolean
  /** @returns nothing where the folder has no images of this split */
  read(folder: DataFolder, options: ReadOptions): Promise<Dataset | undefined>
}

/** Files that are downloaded once, and read as a folder. */
export interface DownloadedSource extends Described {
  readonly origin: 'download'
  readonly remote: MnistFiles
  /** URLs of folders that hold the files, in the order they are tried. */
  readonly mirrors: readonly string[]
}

export type DataSource = MadeSource | FolderSource | DownloadedSource
