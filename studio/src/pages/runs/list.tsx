/** The list of runs: what each is doing, which are selected, and a link to its model. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Button, SearchField } from '../../parts/fields.tsx'
import { linkTo } from '../../shell/address.ts'
import { openFile } from '../../shell/models.ts'
import { colourOf, isFull, MOST_CHOSEN, type Run, removeDropped, runs, toggleRun } from './runs.ts'
import { ago, words } from './words.ts'

/** From so many runs on, names are searched. */
const MANY = 8
const TICK_MS = 20_000

type Status = keyof ReturnType<typeof words>['status']

function statusOf({ source, summary }: Run): Status {
  if (source.kind === 'dropped') return 'dropped'
  if (summary.live) return 'live'
  if (summary.finished) return 'finished'
  return summary.problem && summary.step === 0 ? 'unreadable' : 'stopped'
}

function Facts({ run, now }: { readonly run: Run; readonly now: number }) {
  const { step, totalSteps, loss, written, live } = run.summary
  const facts = [
    words().steps(step, totalSteps),
    ...(loss === undefined ? [] : [words().loss(loss.toPrecision(3))]),
    ...(written === undefined || live ? [] : [ago(now - written)]),
  ]
  return <p class="hint">{facts.join(' · ')}</p>
}

/** A served run's model goes by its address, with its step: a later one is another model. */
function SampleLink({ run: { key, source, summary } }: { readonly run: Run }) {
  const { name, step } = summary
  const label = words().sampleOf(name)
  if (source.kind === 'served') {
    if (!summary.model) return null
    const address = linkTo('sample', { run: name, at: String(step) })
    return (
      <a class="button plain" href={address} aria-label={label}>
        {words().sample}
      </a>
    )
  }
  const model = source.files.get('model.safetensors')
  if (!model) return null
  return (
    <a
      class="button plain"
      href={linkTo('sample')}
      aria-label={label}
      onClick={() => void openFile(model, { key, name })}
    >
      {words().sample}
    </a>
  )
}

function Item({ run, now }: { readonly run: Run; readonly now: number }) {
  const { key, summary } = run
  const { name, live, step, totalSteps, problem } = summary
  const colour = colourOf(key)
  const status = statusOf(run)
  return (
    <li class="run">
      <div class="run-head">
        <label>
          <input
            type="checkbox"
            checked={colour !== undefined}
            disabled={!colour && isFull.value}
            style={colour ? { accentColor: `var(--${colour})` } : {}}
            onChange={() => toggleRun(key)}
          />
          <bdi>{name}</bdi>
        </label>
        <span class={`badge ${status}`}>{words().status[status]}</span>
      </div>
      {live && totalSteps !== undefined && (
        <progress value={step} max={Math.max(totalSteps, 1)} aria-label={name} />
      )}
      <div class="run-foot">
        <Facts {...{ run, now }} />
        <SampleLink run={run} />
        {run.source.kind === 'dropped' && (
          <Button kind="plain" label={words().removeOf(name)} onClick={() => removeDropped(key)}>
            {words().remove}
          </Button>
        )}
      </div>
      {problem && (
        <p class="hint run-problem" lang="en">
          {problem}
        </p>
      )}
    </li>
  )
}

export function RunList() {
  const wanted = useSignal('')
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now()
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [])
  const all = runs.value
  const found = all.filter(({ summary }) =>
    summary.name.toLowerCase().includes(wanted.value.toLowerCase()),
  )
  return (
    <div class="card">
      <h2>{words().list(all.length)}</h2>
      {all.length > MANY && (
        <SearchField
          label={words().filter}
          value={wanted.value}
          onInput={(text) => {
            wanted.value = text
          }}
        />
      )}
      <ul class="run-list">
        {found.map((run) => (
          <Item key={run.key} run={run} now={Math.max(now.value, run.summary.written ?? 0)} />
        ))}
      </ul>
      {found.length === 0 && <p class="hint">{words().noMatch}</p>}
      {isFull.value && <p class="hint">{words().full(MOST_CHOSEN)}</p>}
    </div>
  )
}
