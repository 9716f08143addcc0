/** The grids of the selected runs, side by side, with a slider through their epochs. */

import { useSignal } from '@preact/signals'
import { Slider } from '../../parts/fields.tsx'
import { type Grid, gridAt, gridsOf, stopsOf } from './grids.ts'
import { ColouredName } from './name.tsx'
import { useFileAddress } from './run-file.ts'
import { type ChosenRun, chosenRuns } from './runs.ts'
import { words } from './words.ts'

/** One version of one grid: a training run writes another under the same name. */
const keyOf = ({ file }: Grid) => `${file.name} ${file.written}`

interface ImageProps {
  readonly run: ChosenRun
  readonly grid: Grid
  readonly hidden: boolean
  readonly onCome: (lost: boolean) => void
}

function Image({ run, grid, hidden, onCome }: ImageProps) {
  return (
    <img
      class="run-grid"
      hidden={hidden}
      src={useFileAddress(run, grid.file)}
      alt={words().imageOf(run.summary.name, words().epoch(grid.epoch))}
      onLoad={() => onCome(false)}
      onError={() => onCome(true)}
    />
  )
}

/** The grid that has come last stays, with its caption, until the next one has. */
function RunImage({ run, grid }: { readonly run: ChosenRun; readonly grid: Grid | undefined }) {
  const came = useSignal<{ readonly grid: Grid; readonly lost: boolean } | undefined>(undefined)
  const shown = grid && came.value
  const awaited = grid && (!shown || keyOf(shown.grid) !== keyOf(grid)) ? [grid] : []
  return (
    <figure class="run-image">
      {[...(shown && !shown.lost ? [shown.grid] : []), ...awaited].map((one) => (
        <Image
          key={keyOf(one)}
          {...{ run, grid: one }}
          hidden={one !== shown?.grid}
          onCome={(lost) => {
            came.value = { grid: one, lost }
          }}
        />
      ))}
      {shown?.lost && <p class="hint">{words().imageLost}</p>}
      {!shown && <div class="blank run-blank" aria-hidden="true" />}
      <figcaption class="caption">
        <ColouredName {...run} />
        {!grid && <span>{words().notYet}</span>}
        {shown && <span>{words().epoch(shown.grid.epoch)}</span>}
      </figcaption>
    </figure>
  )
}

export function RunImages() {
  const back = useSignal<number | undefined>(undefined)
  const all = chosenRuns.value.map((run) => ({ run, grids: gridsOf(run.summary) }))
  const stops = stopsOf(all.map(({ grids }) => grids))
  // the newest, unless the visitor goes back
  const newest = stops.length - 1
  const index = back.value === undefined ? newest : stops.findLastIndex((n) => n <= back.value!)
  const epoch = stops[Math.max(index, 0)]
  return (
    <div class="card">
      <h2>{words().images}</h2>
      {stops.length === 0 ? (
        <p class="hint">{words().noImages}</p>
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
          <div class="run-images">
            {all.map(({ run, grids }) => (
              <RunImage key={run.key} run={run} grid={gridAt(grids, epoch)} />
            ))}
          </div>
        </>
      )}
    </div>
  )
}
