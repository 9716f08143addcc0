/** A run's settings as plain values, for whoever shows them. */

/** A value in a run's config.json. */
export type Setting = string | number | boolean | readonly number[]

export type Settings = Readonly<Record<string, Setting>>

const isSetting = (value: unknown): value is Setting =>
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (Array.isArray(value) && value.every((part) => typeof part === 'number'))

/** What of a config can be shown; nothing of what is not an object. */
export function settingsOf(config: unknown): Settings {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) return {}
  const entries = Object.entries(config).filter((entry): entry is [string, Setting] =>
    isSetting(entry[1]),
  )
  return Object.fromEntries(entries)
}

const TELLING = [
  ...['preset', 'data', 'model', 'widths', 'batchSize', 'learningRate', 'target', 'schedule'],
  ...['seed', 'epochs', 'maxSteps'],
]

/** The settings by which one knows a run in a list. */
export function tellingSettings(settings: Settings): Settings {
  const named = TELLING.flatMap((name) => {
    const value = settings[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(named)
}
