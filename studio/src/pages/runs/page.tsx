/** The page of runs: what the command line trains, as it trains it, side by side. */

import { useEffect } from 'preact/hooks'
import './page.css'
import { Button } from '../../parts/fields.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Bring } from './bring.tsx'
import { Curves } from './curves.tsx'
import { Evaluation } from './evaluation.tsx'
import { follow, host } from './follow.ts'
import { RunList } from './list.tsx'
import { chosenRuns, gone, runs } from './runs.ts'
import { RunImages } from './samples.tsx'
import { RunSettings } from './settings.tsx'
import { words } from './words.ts'

function Command({ children }: { readonly children: string }) {
  return (
    <pre class="command">
      <code>{children}</code>
    </pre>
  )
}

function Gone() {
  if (gone.value.length === 0) return null
  return (
    <Notice kind="warn">
      {gone.value.map((name) => (
        <p key={name}>{words().goneText(name)}</p>
      ))}
      <Button
        kind="plain"
        onClick={() => {
          gone.value = []
        }}
      >
        {words().good}
      </Button>
    </Notice>
  )
}

function Connection() {
  if (host.value !== 'lost') return null
  return (
    <Notice kind="warn" title={words().lostTitle}>
      {words().lost}
    </Notice>
  )
}

/** What stands in place of runs where there are none. */
function NoRuns() {
  if (host.value === 'asking') return <p class="hint">{words().asking}</p>
  if (host.value === 'lost') return null
  if (host.value === 'there') {
    return (
      <div class="card">
        <h2>{words().emptyTitle}</h2>
        <p>{words().empty}</p>
        <Command>npx ddpm train --preset quick --data digits</Command>
        <Bring />
      </div>
    )
  }
  return (
    <div class="card">
      <h2>{words().noHostTitle}</h2>
      <p>{words().noHost}</p>
      <Command>npx ddpm studio --open</Command>
      <p>{words().noHostFiles}</p>
      <Bring />
    </div>
  )
}

function Chosen() {
  if (chosenRuns.value.length === 0) return <p class="hint">{words().noneChosen}</p>
  return (
    <>
      <Curves />
      <RunImages />
      <Evaluation />
      <RunSettings />
    </>
  )
}

export function RunsPage() {
  useEffect(follow, [])
  return (
    <>
      <div class="intro">
        <h1>{words().title}</h1>
        <p>{words().intro}</p>
      </div>
      <Connection />
      <Gone />
      {runs.value.length === 0 ? (
        <NoRuns />
      ) : (
        <div class="columns">
          <div class="stack run-side">
            <RunList />
            <Bring small />
          </div>
          <div class="stack">
            <Chosen />
          </div>
        </div>
      )}
    </>
  )
}
