/** The noise page: an image, how noise takes it, and what a network still sees in it. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import './page.css'
import { Slider } from '../../parts/fields.tsx'
import { wantsLessMotion } from '../../parts/less-motion.ts'
import { ModelPage } from '../../parts/model-page.tsx'
import { TaskTrouble } from '../../parts/task-trouble.tsx'
import { useModel } from '../../shell/models.ts'
import { Controls } from './controls.tsx'
import { Curves } from './curves.tsx'
import { Panels } from './panels.tsx'
import { follow, schedule, t, trouble } from './state.ts'
import { sweep } from './sweep.ts'
import { words } from './words.ts'

/** t moves by itself until the visitor takes hold of it. */
function Timeline() {
  const playing = useSignal(!wantsLessMotion())
  const { value: moves } = playing
  const halt = () => {
    playing.value = false
  }
  useEffect(() => (moves ? sweep(halt) : undefined), [moves])
  return (
    <div class="card">
      <Slider
        label={words().timestep}
        value={t.value}
        min={0}
        max={schedule.value.timesteps - 1}
        onInput={(value) => {
          t.value = value
        }}
      />
      <div class="row spread">
        <button
          type="button"
          class="button"
          onClick={() => {
            playing.value = !moves
          }}
        >
          {moves ? words().stop : words().play}
        </button>
        <span class="hint">{words().chartHint}</span>
      </div>
    </div>
  )
}

export function NoisePage() {
  useEffect(follow, [])
  useModel()
  const { title, intro } = words()
  return (
    <ModelPage title={title} intro={intro} controls={<Controls />}>
      <Panels />
      <TaskTrouble error={trouble.value} />
      <Timeline />
      <Curves />
    </ModelPage>
  )
}
