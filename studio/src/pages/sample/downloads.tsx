/** What can be taken along: the images, how they came, the model. */

import { useSignal } from '@preact/signals'
import type { ComputeError } from '../../compute/client.ts'
import { ask } from '../../compute/client.ts'
import { Button } from '../../parts/fields.tsx'
import { saveFile } from '../../parts/save-file.ts'
import { TaskTrouble, troubleToShow } from '../../parts/task-trouble.tsx'
import { columnsFor, drawnNames } from './columns.ts'
import { type Result, results, running, shown } from './sampling.ts'
import type { Request } from './state.ts'
import { words } from './words.ts'

/** `mnist-ddim-50-seed-0` */
const nameOf = ({ model, conditions }: Request, { sampler, steps }: Result['method']) =>
  `${model.name}-${sampler.replace('++', 'pp')}-${steps}-seed-${conditions.seed}`

async function saveImages(asked: Request, { method, frames }: Result, as: 'png' | 'gif') {
  const columns = columnsFor(asked, false)
  const bytes =
    as === 'png'
      ? await ask('png', { images: frames.at(-1)!, columns, names: drawnNames(asked) })
      : await ask('gif', { frames, columns })
  saveFile(`${nameOf(asked, method)}.${as}`, `image/${as}`, bytes)
}

async function saveModel({ model }: Request) {
  const bytes = await ask('saveModel', { model: model.id })
  saveFile(`${model.name}.safetensors`, 'application/octet-stream', bytes)
}

interface SaveProps {
  readonly label: string
  readonly save: () => Promise<void>
}

function Save({ label, save }: SaveProps) {
  const busy = useSignal(false)
  const trouble = useSignal<ComputeError | undefined>(undefined)
  const click = async () => {
    busy.value = true
    trouble.value = undefined
    await save().catch((error: unknown) => {
      trouble.value = troubleToShow(error)
    })
    busy.value = false
  }
  return (
    <>
      <Button disabled={busy.value} onClick={() => void click()}>
        {label}
      </Button>
      <TaskTrouble error={trouble.value} />
    </>
  )
}

export function Downloads() {
  const asked = shown.value
  const whole = results.value.filter(({ cost }) => cost)
  if (!asked || running.value || whole.length === 0) return null
  const { save, png, gif, model } = words()
  return (
    <div class="row">
      <span class="hint">{save}</span>
      {whole.map((result, i) => {
        const of = whole.length > 1 ? ` ${'AB'[i]}` : ''
        return (
          <>
            <Save label={`${png}${of}`} save={() => saveImages(asked, result, 'png')} />
            <Save label={`${gif}${of}`} save={() => saveImages(asked, result, 'gif')} />
          </>
        )
      })}
      <Save label={model} save={() => saveModel(asked)} />
    </div>
  )
}
