/** The options of the command line that say which network a run trains. */

import { type ModelName, type NetworkSettings, networks } from '../training/network.ts'
import { usageError } from './usage-errors.ts'

/** Each setting's flag, but that of the model itself. */
export const networkFlags = {
  widths: '--widths',
  timeDim: '--time-dim',
  patch: '--patch',
  layersPerBlock: '--layers',
  attentionAt: '--attention',
  headChannels: '--head-channels',
  dropout: '--dropout',
  classes: '--classes',
} as const satisfies Record<Exclude<keyof NetworkSettings, 'model'>, string>

type NetworkSetting = keyof typeof networkFlags

/** What was said of a network. */
export type NetworkFlags = {
  readonly [K in keyof NetworkSettings]?: NetworkSettings[K] | undefined
}

/** What divides the height and width of a network's images: each level halves them. */
export const sizeStep = ({ model, patch = 1, widths }: NetworkSettings): number =>
  (model === 'unet' ? patch : 1) * 2 ** (widths.length - 1)

/** Of simple-unet, whose levels are three. */
function checkWidths(model: ModelName, widths: readonly number[] | undefined): void {
  if (model !== 'simple-unet' || widths === undefined || widths.length === 3) return
  throw usageError('usage.simple-unet-widths', { widths })
}

/**
 * What changes a preset's network into the one that was named.
 * @throws {DdpmError} `usage.option-of-another-network`, `usage.simple-unet-widths`
 */
export function otherNetwork(
  preset: NetworkSettings,
  flags: NetworkFlags,
): Partial<NetworkSettings> {
  const model = flags.model ?? preset.model
  for (const setting of Object.keys(networkFlags) as NetworkSetting[]) {
    if (flags[setting] === undefined || setting in networks[model]) continue
    const known = Object.keys(networks[model]).filter((key) => key !== 'model')
    const takes = known.map((key) => networkFlags[key as NetworkSetting])
    throw usageError('usage.option-of-another-network', {
      ...{ option: networkFlags[setting], model, takes },
    })
  }
  checkWidths(model, flags.widths)
  if (model === preset.model) return {}
  const nothing = Object.keys(networkFlags).map((setting) => [setting, undefined])
  return { ...Object.fromEntries(nothing), ...networks[model] }
}
