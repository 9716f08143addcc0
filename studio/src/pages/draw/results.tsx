/** What the model makes of the sheet. */

import { imageAt } from '../../compute/values.ts'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { TaskTrouble } from '../../parts/task-trouble.tsx'
import { taskWords } from '../../parts/task-words.ts'
import { put } from './sheet.ts'
import { again, COUNT, cost, missing, progress, results, running, trouble } from './varying.ts'
import { words } from './words.ts'

const COLUMNS = 3

function Made() {
  const images = results.value
  if (!images) return <div class="blank results" />
  return (
    <ImageGrid
      images={images}
      label={words().results}
      columns={COLUMNS}
      scale={5}
      // only of what is finished; the buttons stay, so that the keyboard does not lose its place
      onPick={(index) => cost.peek() && put({ image: imageAt(images, index) })}
      pickLabel={(index) => words().goOn(index + 1)}
    />
  )
}

function Took() {
  if (!cost.value) return <progress value={progress.value} aria-label={words().working} />
  const { time, perImage } = taskWords()
  const { milliseconds } = cost.value
  return (
    <span class="hint">
      {time(milliseconds)} · {perImage(milliseconds / COUNT)} · {words().goOnHint}
    </span>
  )
}

export function Results() {
  if (missing.value) {
    return (
      <div class="missing" role="status">
        <p>{words().missing[missing.value]}</p>
      </div>
    )
  }
  return (
    <div class="stack">
      <Made />
      {(running.value || cost.value) && <Took />}
      <TaskTrouble error={trouble.value} onRetry={again} />
    </div>
  )
}
