/** The images of each method, as they come, with the time they took. */

import { Slider } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { narrow } from '../../parts/narrow.ts'
import { taskWords } from '../../parts/task-words.ts'
import { columnsFor, namesFor } from './columns.ts'
import { type Method, meanDifference } from './methods.ts'
import { begun, moment, type Result, results, running, shown } from './sampling.ts'
import { follow, picked } from './trajectory.ts'
import { words } from './words.ts'

/** Pixels of the page to one of an image, where there is room. */
const SCALE = 4

/** What it has cost, or how far it is. */
function Cost({ result: { cost, step, steps, frames } }: { readonly result: Result }) {
  const { time, perImage, step: atStep, left } = taskWords()
  if (cost) {
    const { milliseconds, evaluations } = cost
    const each = perImage(milliseconds / frames[0].shape[0])
    return `${time(milliseconds)} · ${each} · ${words().evaluations(evaluations)}`
  }
  if (!running.value || step === 0) return atStep(step, steps)
  const passed = performance.now() - begun.value
  return `${atStep(step, steps)} · ${left((passed / step) * (steps - step))}`
}

interface ImagesProps {
  readonly result: Result
  readonly index: number
  readonly columns: number
  readonly names: readonly string[] | undefined
}

function ResultSamples({ result, index, columns, names }: ImagesProps) {
  const { method, frames, cost } = result
  const mark = picked.value
  return (
    <>
      <ImageGrid
        images={frames[Math.round((moment.value ?? 1) * (frames.length - 1))]}
        label={words().images(method.sampler, method.steps)}
        {...{ columns, names, scale: SCALE }}
        onPick={cost ? (image) => void follow({ method: index, index: image }) : undefined}
        picked={mark?.method === index ? mark.index : undefined}
        pickLabel={(image) => words().pick(image + 1)}
      />
      <figcaption class="hint">
        <Cost result={result} />
      </figcaption>
    </>
  )
}

interface MethodProps {
  readonly method: Method
  readonly index: number
  readonly columns: number
  readonly names: readonly string[] | undefined
  readonly letter: string | undefined
}

function MethodSamples({ method, letter, ...place }: MethodProps) {
  const result = results.value[place.index]
  return (
    <figure class="stack">
      {letter && (
        <strong>
          {letter}: {words().method(method.sampler, method.steps)}
        </strong>
      )}
      {result ? <ResultSamples result={result} {...place} /> : <div class="blank wide" />}
    </figure>
  )
}

function Replay() {
  const last = Math.max(...results.value.map(({ frames }) => frames.length - 1))
  const at = Math.round((moment.value ?? 1) * last)
  return (
    <Slider
      label={words().replay}
      {...{ min: 0, max: last, value: at, show: `${at} / ${last}` }}
      onInput={(state) => {
        moment.value = state === last ? undefined : state / last
      }}
    />
  )
}

function Difference() {
  const [one, other] = results.value.map(({ cost, frames }) => (cost ? frames.at(-1) : undefined))
  if (!one || !other) return null
  return <p>{words().difference((100 * meanDifference(one, other)).toFixed(1))}</p>
}

export function Results() {
  if (!shown.value) return <div class="blank wide" />
  const { methods } = shown.value
  const two = methods.length > 1
  const columns = columnsFor(shown.value, two || narrow.value)
  const names = namesFor(shown.value, columns)
  return (
    <>
      <div class={two ? 'results two' : 'results'}>
        {methods.map((method, index) => (
          <MethodSamples
            key={index}
            {...{ method, index, columns, names, letter: two ? 'AB'[index] : undefined }}
          />
        ))}
      </div>
      <Difference />
      {!running.value && results.value.length > 0 && <Replay />}
    </>
  )
}
