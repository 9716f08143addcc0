/** In which settings the runs differ. */

import { useSignal } from '@preact/signals'
import type { Setting } from '../../../../src/runs/protocol.ts'
import { CheckField } from '../../parts/fields.tsx'
import { Comparison } from './comparison.tsx'
import { type SettingRow, settingRows } from './differing.ts'
import { chosenRuns } from './runs.ts'
import { words } from './words.ts'

const shown = (value: Setting | undefined) => {
  if (value === undefined) return '–'
  return Array.isArray(value) ? value.join(', ') : String(value)
}

/** Why there is no table of what differs, or what is missing for one. */
function Remark({ rows, runs }: { readonly rows: readonly SettingRow[]; readonly runs: number }) {
  if (rows.length === 0) return <p class="hint">{words().noSettings}</p>
  if (runs === 1) return <p class="hint">{words().oneRun}</p>
  if (rows.some(({ differs }) => differs)) return null
  return <p class="hint">{words().same(rows.length)}</p>
}

export function RunSettings() {
  const all = useSignal(false)
  const runs = chosenRuns.value
  const rows = settingRows(runs.map(({ detail, summary }) => detail?.settings ?? summary.settings))
  const some = all.value ? rows : rows.filter(({ differs }) => differs)
  return (
    <div class="card">
      <h2>{words().settings}</h2>
      <Remark rows={rows} runs={runs.length} />
      {some.length > 0 && (
        <Comparison
          {...{ label: words().settings, of: words().setting, runs }}
          rows={some.map(({ name, values, differs }) => ({
            ...{ name, values: values.map(shown) },
            quiet: !differs && runs.length > 1,
          }))}
        />
      )}
      {rows.length > 0 && (
        <CheckField
          label={words().showAll}
          value={all.value}
          onInput={(value) => {
            all.value = value
          }}
        />
      )}
    </div>
  )
}
