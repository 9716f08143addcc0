/** The flags of the sources' options, made from their definitions. */

import { isImageSize, showSize } from '../../base/image-size.ts'
import { type OptionSpecs, rangeOf } from '../../base/option-specs.ts'
import { fits } from '../../base/options.ts'
import { type DataSettings, loadOptionNames } from '../../data/data-settings.ts'
import { dataSources } from '../../data/sources.ts'
import { usageError } from '../usage-errors.ts'
import { flagSet } from './spec-flags.ts'

type Setting = keyof DataSettings
type Key = (typeof loadOptionNames)[Setting]

const settings = Object.keys(loadOptionNames) as Setting[]
const keys = settings.map((setting) => loadOptionNames[setting])
const owners = dataSources.map(({ name, options }) => ({
  name,
  options: options as OptionSpecs & { readonly [K in Key]?: OptionSpecs[string] },
}))
const set = flagSet(owners, { except: ['seed'] })

/** The flags, as commander takes them. */
export const dataFlags = () =>
  set.options(keys).map((option) => option.helpGroup('Model and data:'))

/** Those of how images are brought to one size and background. */
export const preparationFlags = () =>
  set.options(keys.filter((key) => key !== loadOptionNames.dataCount))

/** The flag of each setting. */
export const dataSettingFlags = Object.fromEntries(
  settings.map((setting) => [setting, set.flags[loadOptionNames[setting]]]),
) as { readonly [K in Setting]: `--${string}` }

/** What was typed: the settings by their own names, and the rest. */
export function separateData<Typed extends object>(typed: Typed) {
  const { given, rest } = set.separate(typed)
  const named = settings.map((setting) => [setting, given[loadOptionNames[setting]]])
  return { data: Object.fromEntries(named) as DataSettings, rest }
}

/**
 * Of a source that is asked for by name; folders say what they are once they are read.
 * @throws {DdpmError} `usage.out-of-data-range`
 */
export function checkDataFlags(data: string, typed: DataSettings): void {
  const source = dataSources.find(({ name, origin }) => name === data && origin !== 'folder')
  const options: OptionSpecs = source?.options ?? {}
  for (const setting of settings) {
    const key = loadOptionNames[setting]
    const [spec, value] = [options[key], typed[setting]]
    if (spec === undefined || value === undefined || fits(spec, value)) continue
    throw usageError('usage.out-of-data-range', {
      ...{
        option: set.flags[key],
        value: isImageSize(value) ? showSize(value) : value,
        data,
        range: rangeOf(spec),
      },
    })
  }
}
