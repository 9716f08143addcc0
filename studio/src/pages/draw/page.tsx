/** The draw page: a sketch, and what a model makes of it. */

import { useEffect } from 'preact/hooks'
import './page.css'
import { ModelStatus } from '../../parts/model-picker.tsx'
import { useModel } from '../../shell/models.ts'
import { Controls } from './controls.tsx'
import { Easel } from './easel.tsx'
import { ModeChoice, Strength } from './mode.tsx'
import { Results } from './results.tsx'
import { follow as followStarts } from './starts.ts'
import { ReadyMasks, Starts, Tools } from './tools.tsx'
import { follow as followSheet } from './varying.ts'
import { words } from './words.ts'

function Desk() {
  const { yours, results, sheetHint } = words()
  return (
    <div class="card">
      <ModeChoice />
      <div class="desk">
        <div class="stack">
          <h2>{yours}</h2>
          <Easel />
        </div>
        <div class="stack">
          <h2>{results}</h2>
          <Results />
        </div>
      </div>
      <Strength />
      <Tools />
      <ReadyMasks />
      <Starts />
      <p class="hint" id="easel-hint">
        {sheetHint}
      </p>
    </div>
  )
}

export function DrawPage() {
  useModel()
  useEffect(followStarts, [])
  useEffect(followSheet, [])
  return (
    <>
      <div class="intro">
        <h1>{words().title}</h1>
        <p>{words().intro}</p>
      </div>
      <div class="columns pictures-first">
        <Controls />
        <div class="stack">
          <ModelStatus />
          <Desk />
        </div>
      </div>
    </>
  )
}
