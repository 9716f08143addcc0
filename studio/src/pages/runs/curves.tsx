/** Losses of the selected runs in one chart. */

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import type { RunDetail } from '../../../../src/runs/protocol.ts'
import { Chart, type ChartSeries, type Column } from '../../parts/chart.tsx'
import { copiesWords } from '../../parts/copies-words.ts'
import { Select, Slider } from '../../parts/fields.tsx'
import { USUALLY_KEPT } from '../../parts/smoothed.ts'
import {
  copiesLine,
  joined,
  lossLine,
  type PartOfTime,
  partsOfTime,
  smoothedLine,
  validationLine,
} from './lines.ts'
import { type ChosenRun, chosenRuns } from './runs.ts'
import { shortName } from './short-name.ts'
import { words } from './words.ts'

/** Of more runs than these the single steps would only be a cloud. */
const MOST_RAW = 3
/** Dots of more epochs would hide the lines between them. */
const MOST_DOTS = 60

interface Loaded extends ChosenRun {
  readonly detail: RunDetail
}

const isLoaded = (run: ChosenRun): run is Loaded => run.detail !== undefined

/** Computed again where a curve has grown, and not where only the list has changed. */
function useColumns(
  runs: readonly Loaded[],
  inputs: readonly unknown[],
  make: () => readonly Column[],
) {
  const curves = runs.flatMap(({ detail }) => [detail.steps, detail.epochs, detail.copies])
  return useMemo(make, [curves.length, ...inputs, ...curves])
}

function seriesOf({ summary, colour }: Loaded): ChartSeries {
  return { label: shortName(summary.name), colour }
}

function LossCard({ runs }: { readonly runs: readonly Loaded[] }) {
  const kept = useSignal(USUALLY_KEPT)
  const raw = runs.length <= MOST_RAW && kept.value > 0 ? runs : []
  const data = useColumns(runs, [kept.value], () => {
    const lines = runs.map(({ detail }) => lossLine(detail))
    const smooth = lines.map((line) => smoothedLine(line, kept.value))
    return joined([...lines.slice(0, raw.length), ...smooth])
  })
  const faint = raw.map((run) => ({
    ...seriesOf(run),
    label: words().each(run.summary.name),
    faint: true,
    unlisted: true,
  }))
  return (
    <div class="card">
      <h2>{words().lossChart}</h2>
      <Chart
        label={words().lossChart}
        {...{ logY: true, xLabel: words().step, height: 280, data }}
        series={[...faint, ...runs.map(seriesOf)]}
      />
      <div class="chart-foot">
        <p class="hint">{raw.length > 0 && words().lossHint}</p>
        <Slider
          label={words().smoothing}
          {...{ value: kept.value, min: 0, max: 0.99, step: 0.01 }}
          show={kept.value.toFixed(2)}
          onInput={(value) => {
            kept.value = value
          }}
        />
      </div>
    </div>
  )
}

function ValidationCard({ runs }: { readonly runs: readonly Loaded[] }) {
  const part = useSignal<PartOfTime>('all')
  const isDotted = runs.every(({ detail }) => detail.epochs.length <= MOST_DOTS)
  const data = useColumns(runs, [part.value], () => {
    const lines = runs.map(({ detail }) => validationLine(detail, part.value))
    return joined(isDotted ? [...lines, ...lines] : lines)
  })
  const lines = runs.map(seriesOf)
  const points = (isDotted ? lines : []).map((line) => ({ ...line, points: true, unlisted: true }))
  return (
    <div class="card">
      <h2>{words().validationChart}</h2>
      <Chart
        label={words().validationChart}
        {...{ logY: true, xLabel: words().step, height: 220, data }}
        series={[...lines, ...points]}
      />
      <div class="chart-foot">
        <span />
        <Select
          label={words().timesteps}
          value={part.value}
          options={partsOfTime.map((value) => ({ value, label: words().parts[value] }))}
          onChoose={(value) => {
            part.value = value
          }}
        />
      </div>
    </div>
  )
}

function CopiesCard({ runs }: { readonly runs: readonly Loaded[] }) {
  const data = useColumns(runs, [], () => {
    const lines = runs.map(({ detail }) => copiesLine(detail))
    return joined([...lines, ...lines])
  })
  const lines = runs.map(seriesOf)
  return (
    <div class="card">
      <h2>{copiesWords().copiesChart}</h2>
      <Chart
        label={copiesWords().copiesChart}
        {...{ xLabel: words().step, height: 180, data }}
        series={[...lines, ...lines.map((line) => ({ ...line, points: true, unlisted: true }))]}
      />
      <p class="hint">{copiesWords().copiesHint}</p>
    </div>
  )
}

export function Curves() {
  const loaded = chosenRuns.value.filter(isLoaded)
  const judged = loaded.filter(({ detail }) => detail.epochs.some(({ validation }) => validation))
  const counted = loaded.filter(({ detail }) => detail.copies.length > 0)
  if (loaded.length === 0) return <p class="hint">{words().coming}</p>
  return (
    <>
      <LossCard runs={loaded} />
      {judged.length > 0 && <ValidationCard runs={judged} />}
      {counted.length > 0 && <CopiesCard runs={counted} />}
    </>
  )
}
