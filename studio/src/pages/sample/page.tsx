/** The sample page: images out of noise, by any model, and how each of them came. */

import { useEffect } from 'preact/hooks'
import './page.css'
import { Button } from '../../parts/fields.tsx'
import { ModelPage } from '../../parts/model-page.tsx'
import { TaskTrouble } from '../../parts/task-trouble.tsx'
import { chooseRun, useModel } from '../../shell/models.ts'
import { Controls } from './controls.tsx'
import { Downloads } from './downloads.tsx'
import { Results } from './samples.tsx'
import { busy, follow, results, running, sampleAgain, shown, stop, trouble } from './sampling.ts'
import { request } from './state.ts'
import { leave, picked } from './trajectory.ts'
import { TrajectoryPanel } from './trajectory-panel.tsx'
import { words } from './words.ts'

function Start() {
  const asked = request.value
  const { waiting, pickHint, stop: end, sample } = words()
  const ready = shown.value !== undefined
  return (
    <div class="row">
      {running.value ? (
        <Button onClick={stop}>{end}</Button>
      ) : (
        <Button kind="main" disabled={!asked} onClick={() => void sampleAgain()}>
          {sample}
        </Button>
      )}
      <span class="hint">{ready ? results.value[0]?.cost && pickHint : asked && waiting}</span>
    </div>
  )
}

export function SamplePage({ query }: { readonly query: URLSearchParams }) {
  const [run, at] = [query.get('run'), query.get('at') ?? '']
  useEffect(() => {
    if (run) chooseRun(run, at)
  }, [run, at])
  useModel()
  useEffect(follow, [])
  useEffect(() => leave, [])
  const { title, intro } = words()
  return (
    <ModelPage title={title} intro={intro} controls={<Controls />} staying={!picked.value}>
      <div class="card" aria-busy={busy.value}>
        <Start />
        <TaskTrouble error={trouble.value} />
        <Results />
        <Downloads />
      </div>
      <TrajectoryPanel />
    </ModelPage>
  )
}
