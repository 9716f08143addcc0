/** The draw page: a sketch, and what a model makes of it. */

import { useEffect } from 'preact/hooks'
import './page.css'
import { ModelPage } from '../../parts/model-page.tsx'
import { useModel } from '../../shell/models.ts'
import { Beginnings } from './beginnings.tsx'
import { Controls } from './controls.tsx'
import { Easel } from './easel.tsx'
import { ModeChoice, Strength } from './mode.tsx'
import { Results } from './results.tsx'
import { isExample, mode } from './sheet.ts'
import { follow as followStarts } from './starts.ts'
import { Corrections, ReadyMasks, Tools } from './tools.tsx'
import { follow as followSheet } from './varying.ts'
import { words } from './words.ts'

function Desk() {
  const { yours, example, exampleHint, results, sheetHint } = words()
  const shown = isExample.value && mode.value === 'vary'
  return (
    <div class="card">
      <ModeChoice />
      <div class="desk">
        <div class="stack">
          <div class="row spread heading">
            <h2>{shown ? example : yours}</h2>
            <Corrections />
          </div>
          <Easel />
          {shown && <p class="hint">{exampleHint}</p>}
        </div>
        <div class="stack">
          <h2 class="heading">{results}</h2>
          <Results />
        </div>
        <div class="stack">
          <Strength />
          <ReadyMasks />
        </div>
      </div>
      <Tools />
      <Beginnings />
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
  const { title, intro } = words()
  return (
    <ModelPage title={title} intro={intro} controls={<Controls />}>
      <Desk />
    </ModelPage>
  )
}
