/** How one image came: the noisy image beside what the network takes it for, at every state. */

import { useEffect, useRef } from 'preact/hooks'
import { Button, Slider } from '../../parts/fields.tsx'
import { Facts } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { TaskTrouble } from '../../parts/task-trouble.tsx'
import {
  at,
  leave,
  type Picked,
  picked,
  playing,
  share,
  states,
  togglePlay,
  trouble,
} from './trajectory.ts'
import { words } from './words.ts'

function Levels() {
  const { t, alpha, sigma } = states.value[at.value]
  const { timestep, finished, imageShare, noiseShare } = words()
  return (
    <Facts
      facts={[
        [timestep, t < 0 ? finished : String(t)],
        [imageShare, alpha.toFixed(3)],
        [noiseShare, sigma.toFixed(3)],
      ]}
    />
  )
}

function Playback() {
  const last = states.value.length - 1
  return (
    <>
      <Slider
        label={words().state}
        {...{ min: 0, max: last, value: at.value, show: `${at.value} / ${last}` }}
        onInput={(state) => {
          playing.value = false
          at.value = state
        }}
      />
      <div class="row spread">
        <Button onClick={togglePlay}>{playing.value ? words().pause : words().play}</Button>
        <Levels />
      </div>
    </>
  )
}

function Opened({ trajectory }: { readonly trajectory: Picked }) {
  const card = useRef<HTMLElement>(null)
  useEffect(() => card.current!.scrollIntoView({ block: 'nearest' }), [trajectory])
  const state = states.value[at.value]
  const { trajectoryTitle, close, noisy, predicted, following } = words()
  return (
    <section class="card" ref={card} aria-label={trajectoryTitle(trajectory.index + 1)}>
      <div class="row spread">
        <h2>{trajectoryTitle(trajectory.index + 1)}</h2>
        <Button kind="plain" onClick={leave}>
          {close}
        </Button>
      </div>
      <div class="trajectory">
        <Panel label={noisy} images={state?.noisy} />
        <Panel label={predicted} images={state?.predicted} />
      </div>
      {state ? <Playback /> : <progress value={share.value} aria-label={following} />}
      <TaskTrouble error={trouble.value} />
    </section>
  )
}

export function TrajectoryPanel() {
  return picked.value ? <Opened trajectory={picked.value} /> : null
}
