/** What one draws with, and what one may begin with. */

import type { FileOfSome } from '../../atelier/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Button, Choice, Slider } from '../../parts/fields.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PictureGrid } from '../../parts/picture-grid.tsx'
import { maskNames, maskOf } from './masks.ts'
import {
  canUndo,
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
import { digits, hand, putDigit, putFile, refused } from './starts.ts'
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
          colour.value = [part(1), part(3), part(5)]
        }}
      />
    </label>
  )
}

function Brush() {
  const radius = radii[mode.value]
  const { tool: name, tools, width } = words()
  const options = (['brush', 'eraser'] as const).map((value) => ({
    value,
    label: tools[mode.value][value],
  }))
  return (
    <>
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
      {settled.value?.picture.shape[3] === 3 && mode.value === 'vary' && <Ink />}
    </>
  )
}

export function Tools() {
  const { undo: back, clear: empty } = words()
  return (
    <div class="tools">
      <Brush />
      <div class="row">
        <Button disabled={!canUndo.value} onClick={undo}>
          {back}
        </Button>
        <Button disabled={!settled.value} onClick={clear}>
          {empty[mode.value]}
        </Button>
      </div>
    </div>
  )
}

export function ReadyMasks() {
  if (mode.value !== 'inpaint' || !settled.value) return null
  const [, height, width] = settled.value.picture.shape
  return (
    <div class="row">
      <span class="hint">{words().readyMasks}</span>
      {maskNames.map((name) => (
        <Button key={name} onClick={() => put({ mask: maskOf(name, height, width) })}>
          {words().masks[name]}
        </Button>
      ))}
    </div>
  )
}

export function Starts() {
  const { start, digit, anotherHand, drop, choose } = words()
  const take = ([{ file }]: readonly FileOfSome[]) => void putFile(file)
  return (
    <div class="stack">
      <div class="row spread">
        <span class="hint">{start}</span>
        <Button kind="plain" onClick={() => hand.value++}>
          {anotherHand}
        </Button>
      </div>
      {digits.value && (
        <PictureGrid
          pictures={digits.value}
          label={start}
          columns={10}
          scale={2}
          pickLabel={digit}
          onPick={putDigit}
        />
      )}
      <DropZone choose={choose} onFiles={take} small>
        <span class="hint">{drop}</span>
      </DropZone>
      {refused.value && <Notice kind="error">{refused.value}</Notice>}
    </div>
  )
}
