/** The training page: what is learnt from, how, and the model taking shape. */

import { useEffect, useRef } from 'preact/hooks'
import './page.css'
import { ErrorText } from '../../parts/error-text.tsx'
import { Button } from '../../parts/fields.tsx'
import { anyInvalid } from '../../parts/invalid-fields.ts'
import { Notice } from '../../parts/notice.tsx'
import { PageFrame } from '../../parts/page-frame.tsx'
import { linkTo } from '../../shell/address.ts'
import { DataChoice } from './data-choice.tsx'
import { SettingsForm } from './form.tsx'
import { data, tooFew } from './settings.ts'
import {
  begin,
  discardLeft,
  elsewhere,
  left,
  lookForLeft,
  pause,
  phase,
  resume,
  resumeLeft,
  stop,
  trouble,
  unsaved,
} from './training.ts'
import { CopiesChart, LossChart, Progress, Samples } from './watch.tsx'
import { words } from './words.ts'

const isRunning = () => ['preparing', 'training', 'paused'].includes(phase.value)

/** One button through all phases: the keyboard stays where it is. */
function Buttons() {
  const now = phase.value
  const main = useRef<HTMLButtonElement>(null)
  const running = now === 'training' || now === 'paused'
  const cannot = !data.value || tooFew.value !== undefined || anyInvalid.value
  const press = { training: pause, paused: resume }[now as string] ?? (() => void begin())
  const label = {
    ...{ training: words().pause, paused: words().resume },
    ...{ idle: words().start, preparing: words().start },
  }[now as string]
  const end = () => {
    stop()
    main.current?.focus()
  }
  return (
    <div class="row">
      <Button
        kind="main"
        at={main}
        disabled={now === 'preparing' || (!running && cannot)}
        onClick={press}
      >
        {label ?? words().again}
      </Button>
      {running && <Button onClick={end}>{words().stop}</Button>}
      {!running && anyInvalid.value && <span class="hint">{words().invalid}</span>}
    </div>
  )
}

/** What an earlier visit, or a worker that died, has left; or that another tab is training. */
function Left() {
  if (isRunning()) return null
  if (elsewhere.value) return <Notice>{words().elsewhere}</Notice>
  const before = left.value
  if (!before) return null
  const { step, settings, dataName } = before
  return (
    <Notice>
      <p>{words().left(step, settings.maxSteps, dataName)}</p>
      <div class="row">
        <Button kind="main" onClick={() => void resumeLeft()}>
          {words().resumeLeft}
        </Button>
        <Button onClick={() => void discardLeft()}>{words().discard}</Button>
      </div>
    </Notice>
  )
}

function Trouble() {
  if (phase.value === 'diverged') return <Notice kind="error">{words().diverged}</Notice>
  const error = trouble.value
  if (!error) return null
  if (error.kind === 'memory') return <Notice kind="error">{words().memory}</Notice>
  if (error.kind === 'lost') return <Notice kind="error">{words().lost}</Notice>
  return (
    <Notice kind="error">
      {error.kind === 'bug' && <p>{words().bug}</p>}
      <p>
        <ErrorText error={error} />
      </p>
    </Notice>
  )
}

function Done() {
  if (phase.value !== 'done' && phase.value !== 'stopped') return null
  return (
    <Notice>
      <p>{unsaved.value ? words().unsaved : words().doneText}</p>
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
  useEffect(() => {
    const look = () => void lookForLeft()
    look()
    addEventListener('focus', look) // another tab may have ended its training
    return () => removeEventListener('focus', look)
  }, [])
  const disabled = isRunning()
  const started = phase.value !== 'idle'
  const { title, intro } = words()
  const controls = (
    <div class="card">
      <DataChoice disabled={disabled} />
      <SettingsForm disabled={disabled} />
      <Buttons />
    </div>
  )
  return (
    <PageFrame {...{ title, intro, controls }} notice={<Left />} resultsFirst={started}>
      <Trouble />
      <Done />
      {started && <Progress />}
      <Samples />
      {started && <LossChart />}
      {started && <CopiesChart />}
    </PageFrame>
  )
}
