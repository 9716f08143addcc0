/** The training page: what is learnt from, how, and the model taking shape. */

import { useEffect } from 'preact/hooks'
import './page.css'
import { Button } from '../../parts/fields.tsx'
import { Notice } from '../../parts/notice.tsx'
import { linkTo } from '../../shell/address.ts'
import { DataChoice } from './data-choice.tsx'
import { SettingsForm } from './form.tsx'
import { data, tooFew } from './settings.ts'
import {
  begin,
  forgetLeft,
  goOn,
  left,
  lookForLeft,
  pause,
  phase,
  resume,
  stop,
  trouble,
} from './training.ts'
import { LossChart, Progress, Samples } from './watch.tsx'
import { words } from './words.ts'

const isRunning = () => ['preparing', 'training', 'paused'].includes(phase.value)

function Buttons() {
  const now = phase.value
  if (now === 'training' || now === 'paused') {
    return (
      <div class="row">
        {now === 'training' ? (
          <Button kind="main" onClick={pause}>
            {words().pause}
          </Button>
        ) : (
          <Button kind="main" onClick={resume}>
            {words().resume}
          </Button>
        )}
        <Button onClick={stop}>{words().stop}</Button>
      </div>
    )
  }
  return (
    <Button
      kind="main"
      disabled={now === 'preparing' || !data.value || tooFew.value !== undefined}
      onClick={() => void begin()}
    >
      {now === 'idle' || now === 'preparing' ? words().start : words().again}
    </Button>
  )
}

/** What an earlier visit, or a worker that died, has left. */
function Left() {
  const before = left.value
  if (!before || isRunning()) return null
  const { step, settings, dataName } = before
  return (
    <Notice>
      <p>{words().left(step, settings.maxSteps, dataName)}</p>
      <div class="row">
        <Button kind="main" onClick={() => void goOn()}>
          {words().goOn}
        </Button>
        <Button onClick={() => void forgetLeft()}>{words().forget}</Button>
      </div>
    </Notice>
  )
}

function Trouble() {
  const error = trouble.value
  if (!error) return null
  if (error.kind === 'memory') return <Notice kind="error">{words().memory}</Notice>
  if (error.kind === 'lost') return <Notice kind="error">{words().lost}</Notice>
  return (
    <Notice kind="error">
      {error.kind === 'bug' && <p>{words().bug}</p>}
      <p lang="en">{error.message}</p>
    </Notice>
  )
}

function Done() {
  if (phase.value !== 'done' && phase.value !== 'stopped') return null
  return (
    <Notice>
      <p>{words().doneText}</p>
      <div class="row">
        <a class="button main" href={linkTo('sample')}>
          {words().sampleIt}
        </a>
        <a class="button" href={linkTo('draw')}>
          {words().drawIt}
        </a>
      </div>
    </Notice>
  )
}

export function TrainPage() {
  useEffect(() => void lookForLeft(), [])
  const disabled = isRunning()
  return (
    <>
      <div class="intro">
        <h1>{words().title}</h1>
        <p>{words().intro}</p>
      </div>
      <Left />
      <div class="columns">
        <div class="card">
          <DataChoice disabled={disabled} />
          <SettingsForm disabled={disabled} />
          <Buttons />
        </div>
        <div class="stack">
          <Trouble />
          <Done />
          {phase.value !== 'idle' && <Progress />}
          <Samples />
          {phase.value !== 'idle' && <LossChart />}
        </div>
      </div>
    </>
  )
}
