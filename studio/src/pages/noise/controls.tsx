/** Which image, which noise, which schedules. */

import { useSignal } from '@preact/signals'
import { type ScheduleName, scheduleNames } from '../../../../src/diffusion/schedules.ts'
import { ask, ComputeError } from '../../compute/client.ts'
import type { GivenFile } from '../../compute/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Button, Select } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { type Refusal, refusalOf } from '../../parts/refusal.ts'
import { RefusedFiles } from '../../parts/refused-files.tsx'
import { chosenModel } from '../../shell/models.ts'
import * as state from './state.ts'
import { words } from './words.ts'

function Examples() {
  const { chosen, examples, kind } = state
  const name = words().examples[kind.value]
  if (!examples.value) return <div class="images blank" aria-hidden="true" />
  return (
    <ImageGrid
      images={examples.value}
      label={name}
      columns={5}
      scale={2}
      picked={typeof chosen.value === 'number' ? chosen.value : undefined}
      pickLabel={(number) => `${name} ${number}`}
      onPick={(number) => {
        chosen.value = number
      }}
    />
  )
}

/** Any file; for other files the page says what they are. */
function OwnImage() {
  const refusal = useSignal<Refusal | undefined>(undefined)
  const take = async ([first]: readonly GivenFile[]) => {
    const { own, chosen, imageShape } = state
    const { preparation } = chosenModel.value.info ?? {}
    refusal.value = undefined
    try {
      own.value = await ask('readImage', {
        ...{ file: first.file, imageShape: imageShape.value },
        ...(preparation && { preparation }),
      })
      chosen.value = 'own'
    } catch (error) {
      if (!(error instanceof ComputeError)) throw error
      refusal.value = await refusalOf('image', [first], error)
    }
  }
  return (
    <>
      <DropZone choose={words().choose} onFiles={(files) => void take(files)}>
        <span class="hint">{words().drop}</span>
      </DropZone>
      <RefusedFiles refusal={refusal.value} />
    </>
  )
}

const schedules = scheduleNames.map((value) => ({ value, label: value }))

export function Controls() {
  const { hand, kind, noiseSeed, scheduleName, comparedName, trainedWith } = state
  const none = { value: 'none' as const, label: words().nothing }
  return (
    <div class="card">
      <Examples />
      <div class="row">
        <Button onClick={() => hand.value++}>{words().others[kind.value]}</Button>
        <Button onClick={() => noiseSeed.value++}>{words().anotherNoise}</Button>
      </div>
      <OwnImage />
      <Select<ScheduleName>
        label={words().schedule}
        hint={words().scheduleHint(trainedWith.value)}
        value={scheduleName.value}
        options={schedules}
        onChoose={(name) => {
          scheduleName.value = name
        }}
      />
      <Select<ScheduleName | 'none'>
        label={words().compare}
        value={comparedName.value}
        options={[none, ...schedules.filter(({ value }) => value !== scheduleName.value)]}
        onChoose={(name) => {
          comparedName.value = name
        }}
      />
    </div>
  )
}
