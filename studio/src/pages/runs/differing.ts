/** Settings of runs side by side, and which of them differ. */

import type { Setting } from '../../../../src/runs/protocol.ts'

type Settings = Readonly<Record<string, Setting>>

export interface SettingRow {
  readonly name: string
  /** For each run; missing where it has none of this name. */
  readonly values: readonly (Setting | undefined)[]
  readonly differs: boolean
}

/** Rows in the order in which the runs have them. */
export function settingRows(runs: readonly Settings[]): readonly SettingRow[] {
  const names = [...new Set(runs.flatMap((settings) => Object.keys(settings)))]
  return names.map((name) => {
    const values = runs.map((settings) =>
      Object.hasOwn(settings, name) ? settings[name] : undefined,
    )
    const differs = new Set(values.map((value) => JSON.stringify(value))).size > 1
    return { name, values, differs }
  })
}
