/** The grids of the runs that are looked at, side by side, with a slider through their epochs. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Slider } from '../../parts/fields.tsx'
import { type Grid, gridAt, gridsOf, stopsOf } from './grids.ts'
import { ColouredName } from './name.tsx'
import { useFileAddress } from './run-file.ts'
import { type ChosenRun, chosenRuns } from './runs.ts'
import { words } from './words.ts'

function Picture({ run, grid }: { readonly run: ChosenRun; readonly grid: Grid }) {
  const lost = useSignal(false)
  const address = useFileAddress(run, grid.file)
  useEffect(() => {
    lost.value = false
  }, [address])
  if (lost.value) return <p class="hint">{words().pictureLost}</p>
  return (
    <img
      class="run-grid"
      src={address}
      alt={words().pictureOf(run.summary.name, words().epoch(grid.epoch))}
      onError={() => {
        lost.value = true
      }}
    />
  )
}

function RunPicture({ run, grid }: { readonly run: ChosenRun; readonly grid: Grid | undefined }) {
  return (
    <figure class="run-picture">
      {grid ? <Picture {...{ run, grid }} /> : <div class="blank run-blank" aria-hidden="true" />}
      <figcaption class="caption">
        <ColouredName {...run} />
        <span>{grid ? words().epoch(grid.epoch) : words().notYet}</span>
      </figcaption>
    </figure>
  )
}

export function RunPictures() {
  const back = useSignal<number | undefined>(undefined)
  const all = chosenRuns.value.map((run) => ({ run, grids: gridsOf(run.summary) }))
  const stops = stopsOf(all.map(({ grids }) => grids))
  // the newest, unless the visitor looks back
  const newest = stops.length - 1
  const index = back.value === undefined ? newest : stops.findLastIndex((n) => n <= back.value!)
  const epoch = stops[Math.max(index, 0)]
  return (
    <div class="card">
      <h2>{words().pictures}</h2>
      {stops.length === 0 ? (
        <p class="hint">{words().noPictures}</p>
      ) : (
        <>
          <Slider
            label={words().lookBack}
            show={words().epoch(epoch)}
            {...{ value: Math.max(index, 0), min: 0, max: Math.max(newest, 0) }}
            disabled={newest < 1}
            onInput={(value) => {
              back.value = value === newest ? undefined : stops[value]
            }}
          />
          <div class="run-pictures">
            {all.map(({ run, grids }) => (
              <RunPicture key={run.key} run={run} grid={gridAt(grids, epoch)} />
            ))}
          </div>
        </>
      )}
    </div>
  )
}
