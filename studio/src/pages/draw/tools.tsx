/** What one draws with. */

import { Button, Choice, Slider } from '../../parts/fields.tsx'
import { maskNames, maskOf } from './masks.ts'
import {
  canUndo,
  chooseColour,
  clear,
  colour,
  mode,
  put,
  radii,
  settled,
  type Tool,
  tool,
  undo,
} from './sheet.ts'
import { words } from './words.ts'

const hex = (bytes: readonly number[]) =>
  `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`

function Ink() {
  return (
    <label class="row">
      <span class="hint">{words().colour}</span>
      <input
        type="color"
        value={hex(colour.value)}
        onInput={({ currentTarget: { value } }) => {
          const part = (from: number) => Number.parseInt(value.slice(from, from + 2), 16)
          chooseColour([part(1), part(3), part(5)])
        }}
      />
    </label>
  )
}

/** Pen and eraser, or what marks and unmarks. */
export function Tools() {
  const radius = radii[mode.value]
  const { tool: name, tools, width } = words()
  const options = (['brush', 'eraser'] as const).map((value) => ({
    value,
    label: tools[mode.value][value],
  }))
  return (
    <div class="tools">
      <Choice<Tool>
        label={name}
        value={tool.value}
        options={options}
        onChoose={(chosen) => {
          tool.value = chosen
        }}
      />
      <Slider
        label={width}
        min={0.6}
        max={5}
        step={0.2}
        value={radius.value}
        show={(2 * radius.value).toFixed(1)}
        onInput={(value) => {
          radius.value = value
        }}
      />
      {(settled.value?.image.shape[3] ?? 0) > 2 && mode.value === 'vary' && <Ink />}
    </div>
  )
}

/** Beside the sheet's heading, where they are at hand. */
export function Corrections() {
  const { undo: back, clear: empty } = words()
  return (
    <div class="corrections">
      <Button kind="plain" disabled={!canUndo.value} onClick={undo}>
        {back}
      </Button>
      <Button kind="plain" disabled={!settled.value} onClick={clear}>
        {empty[mode.value]}
      </Button>
    </div>
  )
}

export function ReadyMasks() {
  if (mode.value !== 'inpaint' || !settled.value) return null
  const [, height, width] = settled.value.image.shape
  return (
    <div class="stack">
      <span class="hint">{words().readyMasks}</span>
      <div class="row">
        {maskNames.map((name) => (
          <Button key={name} onClick={() => put({ mask: maskOf(name, height, width) })}>
            {words().masks[name]}
          </Button>
        ))}
      </div>
    </div>
  )
}
