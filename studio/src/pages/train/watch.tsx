/** What a training does, as it does it: its loss, and images by the network so far. */

import { useSignal } from '@preact/signals'
import { Chart } from '../../parts/chart.tsx'
import { columnsOf, namesBelow } from '../../parts/column-names.ts'
import { copiesWords } from '../../parts/copies-words.ts'
import { Button, Slider } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { narrow } from '../../parts/narrow.ts'
import { Facts, Notice } from '../../parts/notice.tsx'
import { clock } from './clock.ts'
import { begun, losses, phase, samples, speed, step, storedStep, unstored } from './training.ts'
import { words } from './words.ts'

/** The last number of a column. */
const lastOf = (column: readonly (number | null)[]) => column.findLast((value) => value !== null)

/** `0.1234`, `7.0e+11` */
const shortLoss = (loss: number) => (loss < 1000 ? loss.toFixed(4) : loss.toExponential(1))

/** How good it is on other images, and whether it copies, as far as that is known. */
function judgedFacts(): (readonly [string, string])[] {
  const validation = lastOf(losses.value.validation)
  const copies = lastOf(losses.value.copies)
  return [
    ...(typeof validation === 'number'
      ? [[words().validation, shortLoss(validation)] as const]
      : []),
    ...(typeof copies === 'number' ? [[words().copies, words().percent(copies)] as const] : []),
  ]
}

export function Progress() {
  const { totalSteps, batchSize, parameterCount } = begun.value ?? {
    ...{ totalSteps: 0, batchSize: 0, parameterCount: 0 },
  }
  const left = speed.value > 0 ? ((totalSteps - step.value) * batchSize) / speed.value : undefined
  const loss = losses.value.smooth.at(-1)
  const isOver = ['done', 'stopped', 'diverged'].includes(phase.value)
  const isStored = storedStep.value > 0 && !isOver
  const facts: (readonly [string, string])[] = [
    [words().step, words().of(step.value, totalSteps)],
    [words().loss, loss === undefined ? '–' : shortLoss(loss)],
    ...judgedFacts(),
    [words().rateNow, speed.value > 0 ? speed.value.toFixed(0) : '–'],
    [words().timeLeft, left === undefined ? '–' : clock(left)],
    [words().parameters, parameterCount.toLocaleString('en')],
    ...(isStored ? [[words().stored, String(storedStep.value)] as const] : []),
  ]
  return (
    <div class="card">
      <div role="status">
        <h2>{words().phases[phase.value]}</h2>
      </div>
      <progress
        aria-label={words().phases[phase.value]}
        {...(phase.value === 'preparing'
          ? {}
          : { value: step.value, max: Math.max(1, totalSteps) })}
      />
      {begun.value && <Facts facts={facts} />}
      {unstored.value && !isOver && (
        <Notice kind="warn">{words().notStored[unstored.value]}</Notice>
      )}
    </div>
  )
}

export function LossChart() {
  const { steps, raw, smooth, validation } = losses.value
  const judged = validation.some((value) => value !== null)
  return (
    <div class="card">
      <h2>{words().lossChart}</h2>
      <Chart
        label={words().lossChart}
        logY
        xLabel={words().step}
        height={240}
        series={[
          { label: words().raw, colour: 'accent', faint: true },
          { label: words().smooth, colour: 'accent' },
          ...(judged
            ? [{ label: words().validation, colour: 'second' as const, points: true }]
            : []),
        ]}
        data={judged ? [steps, raw, smooth, validation] : [steps, raw, smooth]}
      />
      <p class="hint">{words().lossHint}</p>
    </div>
  )
}

/** Of few images, which are soon known by heart. */
export function CopiesChart() {
  const { steps, copies } = losses.value
  if (!copies.some((value) => value !== null)) return null
  return (
    <div class="card">
      <h2>{copiesWords().copiesChart}</h2>
      <Chart
        label={copiesWords().copiesChart}
        xLabel={words().step}
        height={160}
        series={[{ label: words().copies, colour: 'second', points: true }]}
        data={[steps, copies]}
      />
      <p class="hint">{copiesWords().copiesHint}</p>
    </div>
  )
}

/** At most so many images in a row. */
const columnsThere = () => (narrow.value ? 5 : 10)

/** The newest images, or earlier ones that the visitor chooses. */
export function Samples() {
  const back = useSignal<number | undefined>(undefined)
  const all = samples.value
  const index = Math.min(back.value ?? all.length - 1, all.length - 1)
  const shown = all[index]
  const learnt = begun.value?.classNames ?? []
  const turn = { classes: learnt.length, classNames: learnt }
  const columns = columnsOf(columnsThere(), turn)
  const names = shown && namesBelow(shown.images.shape[0], columns, turn)
  return (
    <div class="card">
      <h2>{words().samples}</h2>
      {shown ? (
        <>
          <ImageGrid
            images={shown.images}
            label={`${words().samples}, ${words().atStep(shown.step)}`}
            {...{ columns, names }}
            scale={2}
          />
          <Slider
            label={words().history}
            show={words().atStep(shown.step)}
            value={index}
            min={0}
            max={Math.max(0, all.length - 1)}
            disabled={all.length < 2}
            onInput={(value) => {
              back.value = value === all.length - 1 ? undefined : value
            }}
          />
          {back.value !== undefined && (
            <Button
              kind="plain"
              onClick={() => {
                back.value = undefined
              }}
            >
              {words().newest}
            </Button>
          )}
        </>
      ) : (
        <p class="hint">{phase.value === 'idle' ? words().empty : words().waiting}</p>
      )}
    </div>
  )
}
