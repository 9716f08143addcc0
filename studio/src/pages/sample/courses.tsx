/** The pictures of each way, as they come, with the time they took. */

import { Slider } from '../../parts/fields.tsx'
import { narrow } from '../../parts/narrow.ts'
import { PictureGrid } from '../../parts/picture-grid.tsx'
import { taskWords } from '../../parts/task-words.ts'
import { columnsFor } from './columns.ts'
import { begun, type Course, courses, moment, running, shown } from './sampling.ts'
import { follow, picked } from './walk.ts'
import { meanDifference, type Way } from './ways.ts'
import { words } from './words.ts'

/** Pixels of the page to one of a picture, where there is room. */
const SCALE = 4

/** What it has cost, or how far it is. */
function Cost({ course: { cost, step, steps, frames } }: { readonly course: Course }) {
  const { time, perPicture, step: atStep, left } = taskWords()
  if (cost) {
    const { milliseconds, evaluations } = cost
    const each = perPicture(milliseconds / frames[0].shape[0])
    return `${time(milliseconds)} · ${each} · ${words().evaluations(evaluations)}`
  }
  if (!running.value || step === 0) return atStep(step, steps)
  const passed = performance.now() - begun.value
  return `${atStep(step, steps)} · ${left((passed / step) * (steps - step))}`
}

interface PicturesProps {
  readonly course: Course
  readonly index: number
  readonly columns: number
}

function CoursePictures({ course, index, columns }: PicturesProps) {
  const { way, frames, cost } = course
  const mark = picked.value
  return (
    <>
      <PictureGrid
        pictures={frames[Math.round((moment.value ?? 1) * (frames.length - 1))]}
        label={words().pictures(way.sampler, way.steps)}
        {...{ columns, scale: SCALE }}
        onPick={cost ? (picture) => void follow({ way: index, index: picture }) : undefined}
        picked={mark?.way === index ? mark.index : undefined}
        pickLabel={(picture) => words().pick(picture + 1)}
      />
      <figcaption class="hint">
        <Cost course={course} />
      </figcaption>
    </>
  )
}

interface WayProps {
  readonly way: Way
  readonly index: number
  readonly columns: number
  readonly letter: string | undefined
}

function WayPictures({ way, letter, ...place }: WayProps) {
  const course = courses.value[place.index]
  return (
    <figure class="stack">
      {letter && (
        <strong>
          {letter}: {words().way(way.sampler, way.steps)}
        </strong>
      )}
      {course ? <CoursePictures course={course} {...place} /> : <div class="blank wide" />}
    </figure>
  )
}

function Replay() {
  const last = Math.max(...courses.value.map(({ frames }) => frames.length - 1))
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
  const [one, other] = courses.value.map(({ cost, frames }) => (cost ? frames.at(-1) : undefined))
  if (!one || !other) return null
  return <p>{words().difference((100 * meanDifference(one, other)).toFixed(1))}</p>
}

export function Courses() {
  if (!shown.value) return <div class="blank wide" />
  const { ways, count } = shown.value
  const two = ways.length > 1
  const columns = columnsFor(count, two || narrow.value)
  return (
    <>
      <div class={two ? 'courses two' : 'courses'}>
        {ways.map((way, index) => (
          <WayPictures
            key={index}
            {...{ way, index, columns, letter: two ? 'AB'[index] : undefined }}
          />
        ))}
      </div>
      <Difference />
      {!running.value && courses.value.length > 0 && <Replay />}
    </>
  )
}
