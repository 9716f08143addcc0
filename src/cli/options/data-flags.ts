/** The flags of the sources' options, made from their definitions. */

import { type ImageSize, showSize } from '../../base/image-size.ts'
import { type OptionSpecs, rangeOf } from '../../base/option-specs.ts'
import { fits } from '../../base/options.ts'
import { dataSources } from '../../data/sources.ts'
import { usageError } from '../usage-errors.ts'
import { flagSet } from './spec-flags.ts'

/** What a run's config calls the sources' options; the seed of what is drawn is the run's. */
const settings = { count: 'dataCount', imageSize: 'imageSize' } as const
type Key = keyof typeof settings
/** What a run's config holds of them. */
export interface DataSettings {
  readonly dataCount?: number | undefined
  readonly imageSize?: ImageSize | undefined
}

const keys = Object.keys(settings) as Key[]
const owners = dataSources.map(({ name, options }) => ({
  name,
  options: options as OptionSpecs & { readonly [K in Key]?: OptionSpecs[string] },
}))
const set = flagSet(owners, { except: ['seed'] })

/** The flags, as commander takes them. */
export const dataFlags = () =>
  set.options(keys).map((option) => option.helpGroup('Model and data:'))

/** The flag of each setting. */
export const dataSettingFlags = Object.fromEntries(
  keys.map((key) => [settings[key], set.flags[key]]),
) as { readonly [K in keyof DataSettings]-?: `--${string}` }

/** What was typed: the settings by their own names, and the rest. */
export function separateData<Typed extends object>(typed: Typed) {
  const { given, rest } = set.separate(typed)
  const named = Object.fromEntries(keys.map((key) => [settings[key], given[key]]))
  return { data: named as DataSettings, rest }
}

/**
 * Of a source that is asked for by name; folders say what they are once they are read.
 * @throws {DdpmError} `usage.out-of-data-range`
 */
export function checkDataFlags(data: string, typed: DataSettings): void {
  const source = dataSources.find(({ name, origin }) => name === data && origin !== 'folder')
  for (const key of keys) {
    const [spec, value] = [source?.options[key], typed[settings[key]]]
    if (spec === undefined || value === undefined || fits(spec, value)) continue
    throw usageError('usage.out-of-data-range', {
      ...{ option: set.flags[key], value: showSize(value), data, range: rangeOf(spec) },
    })
  }
}
