/** Where the parts of a model lie in a folder that diffusers has saved. */

/** The files of a pipeline, or of its network alone, by their paths in the folder. */
export interface FolderParts {
  /** Of the network. */
  readonly config: string
  /** One file, or an index of several (`….index.json`); missing where there is none. */
  readonly weights?: string
  readonly scheduler?: string
}

const PIPELINE = 'model_index.json'
const CONFIG = 'config.json'
/** What configs of schedulers are called. */
export const SCHEDULER = 'scheduler_config.json'

/** Where networks lie, the best first: training scripts keep the EMA's as `unet_ema`. */
const unetFolders = ['unet_ema/', 'unet/', '']
const schedulerFolders = ['scheduler/', '']

const STEM = 'diffusion_pytorch_model'

/** `diffusion_pytorch_model.fp16.safetensors`, `….safetensors.index.fp16.json`; not one of several files. */
const weightsFile =
  /^diffusion_pytorch_model(\.(?![\w-]*-of-)[\w-]+)?\.(safetensors|bin)(\.index(\.[\w-]+)?\.json)?$/

/** Whether a file is called as weights are. */
export const isWeights = (path: string): boolean => weightsFile.test(path.replace(/^.*\//, ''))

/** How good a choice of weights is, the least the best; undefined for a file that holds none. */
function rankOf(file: string): number | undefined {
  const match = weightsFile.exec(file)
  if (!match) return undefined
  const [, variant, ending, index, indexVariant] = match
  const isVariant = (variant ?? indexVariant) !== undefined
  return (ending === 'bin' ? 4 : 0) + (isVariant ? 2 : 0) + (index === undefined ? 0 : 1)
}

/** Full precision comes before variants such as fp16, safetensors before pickles. */
function weightsIn(files: readonly string[], folder: string): string | undefined {
  const ranked = files.flatMap((file) => {
    if (!file.startsWith(folder)) return []
    const rank = rankOf(file.slice(folder.length))
    return rank === undefined ? [] : [{ file, rank }]
  })
  return ranked.sort((a, b) => a.rank - b.rank)[0]?.file
}

/**
 * The parts of a model of diffusers.
 * @param files paths from the folder on, with `/`
 * @returns undefined where the folder holds none: neither a pipeline nor a network with weights by diffusers'
 * names
 */
export function partsOf(files: readonly string[]): FolderParts | undefined {
  const folder = unetFolders.find((one) => files.includes(`${one}${CONFIG}`))
  if (folder === undefined) return undefined
  const isNamed = files.some((file) => file.slice(folder.length).startsWith(STEM))
  if (!isNamed && !files.includes(PIPELINE)) return undefined
  const scheduler = schedulerFolders
    .map((one) => `${one}${SCHEDULER}`)
    .find((file) => files.includes(file))
  const weights = weightsIn(files, folder)
  return {
    config: `${folder}${CONFIG}`,
    ...(weights !== undefined && { weights }),
    ...(scheduler !== undefined && { scheduler }),
  }
}
