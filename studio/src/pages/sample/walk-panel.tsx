/** How one picture came: the noisy picture beside what the network takes it for, at every station. */

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
  stations,
  togglePlay,
  trouble,
} from './walk.ts'
import { words } from './words.ts'

function Levels() {
  const { t, signal, spread } = stations.value[at.value]
  const { timestep, finished, pictureShare, noiseShare } = words()
  return (
    <Facts
      facts={[
        [timestep, t < 0 ? finished : String(t)],
        [pictureShare, signal.toFixed(3)],
        [noiseShare, spread.toFixed(3)],
      ]}
    />
  )
}

function Walking() {
  const last = stations.value.length - 1
  return (
    <>
      <Slider
        label={words().station}
        {...{ min: 0, max: last, value: at.value, show: `${at.value} / ${last}` }}
        onInput={(station) => {
          playing.value = false
          at.value = station
        }}
      />
      <div class="row spread">
        <Button onClick={togglePlay}>{playing.value ? words().pause : words().play}</Button>
        <Levels />
      </div>
    </>
  )
}

function Opened({ walk }: { readonly walk: Picked }) {
  const card = useRef<HTMLElement>(null)
  useEffect(() => card.current!.scrollIntoView({ block: 'nearest' }), [walk])
  const station = stations.value[at.value]
  const { walkTitle, close, noisy, predicted, following } = words()
  return (
    <section class="card" ref={card} aria-label={walkTitle(walk.index + 1)}>
      <div class="row spread">
        <h2>{walkTitle(walk.index + 1)}</h2>
        <Button kind="plain" onClick={leave}>
          {close}
        </Button>
      </div>
      <div class="walk">
        <Panel label={noisy} pictures={station?.noisy} />
        <Panel label={predicted} pictures={station?.predicted} />
      </div>
      {station ? <Walking /> : <progress value={share.value} aria-label={following} />}
      <TaskTrouble error={trouble.value} />
    </section>
  )
}

export function WalkPanel() {
  return picked.value ? <Opened walk={picked.value} /> : null
}
