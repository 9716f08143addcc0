/** What the model makes of the sheet. */

import { pictureAt } from '../../atelier/values.ts'
import { PictureGrid } from '../../parts/picture-grid.tsx'
import { TaskTrouble } from '../../parts/task-trouble.tsx'
import { taskWords } from '../../parts/task-words.ts'
import { put } from './sheet.ts'
import { again, COUNT, cost, missing, progress, results, running, trouble } from './varying.ts'
import { words } from './words.ts'

const COLUMNS = 3

function Made() {
  const pictures = results.value
  if (!pictures) return <div class="blank results" />
  return (
    <PictureGrid
      pictures={pictures}
      label={words().results}
      columns={COLUMNS}
      scale={5}
      // only of what is finished; the buttons stay, so that the keyboard does not lose its place
      onPick={(index) => cost.peek() && put({ picture: pictureAt(pictures, index) })}
      pickLabel={(index) => words().goOn(index + 1)}
    />
  )
}

function Took() {
  if (!cost.value) return <progress value={progress.value} aria-label={words().working} />
  const { time, perPicture } = taskWords()
  const { milliseconds } = cost.value
  return (
    <span class="hint">
      {time(milliseconds)} · {perPicture(milliseconds / COUNT)} · {words().goOnHint}
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
