/** What is trained on: built-in digits, or what the visitor gives. */

import { useSignal } from '@preact/signals'
import { AtelierError, start } from '../../atelier/client.ts'
import type { FileOfSome } from '../../atelier/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Choice } from '../../parts/fields.tsx'
import { PictureGrid } from '../../parts/picture-grid.tsx'
import { type Refusal, refusalOf } from '../../parts/refusal.ts'
import { RefusedFiles } from '../../parts/refused-files.tsx'
import { data } from './settings.ts'
import { words } from './words.ts'

/** Sizes that a network of three levels on patches can halve. */
const pictureSizes = ['16', '28', '32', '64'] as const

function Shown() {
  if (data.value === 'digits') return <p class="hint">{words().builtInHint}</p>
  const { count, imageShape, classes, preview, name } = data.value
  return (
    <div class="stack">
      <p class="hint">
        {name}: {words().read(count, imageShape.join(' × '), classes.length)}
      </p>
      <PictureGrid pictures={preview} label={name} columns={10} scale={1} />
    </div>
  )
}

export function DataChoice({ disabled }: { readonly disabled: boolean }) {
  const own = useSignal(data.value !== 'digits')
  const size = useSignal<(typeof pictureSizes)[number]>('28')
  const refusal = useSignal<Refusal | undefined>(undefined)
  const reading = useSignal<{ read: number; total: number } | undefined>(undefined)

  const take = async (files: readonly FileOfSome[]) => {
    refusal.value = undefined
    try {
      const input = { files, size: Number(size.value) }
      data.value = await start('readData', input, (news) => {
        reading.value = news
      }).result
    } catch (error) {
      if (!(error instanceof AtelierError)) throw error
      refusal.value = await refusalOf('images', files, error)
    } finally {
      reading.value = undefined
    }
  }

  return (
    <>
      <Choice
        label={words().images}
        disabled={disabled}
        value={own.value ? 'own' : 'digits'}
        options={[
          { value: 'digits', label: words().builtIn },
          { value: 'own', label: words().yours },
        ]}
        onChoose={(what) => {
          own.value = what === 'own'
          if (what === 'digits') data.value = 'digits'
        }}
      />
      {own.value && !disabled && (
        <>
          <Choice
            label={words().pictureSize}
            value={size.value}
            options={pictureSizes.map((value) => ({ value, label: words().pixels(Number(value)) }))}
            onChoose={(value) => {
              size.value = value
            }}
          />
          <DropZone several choose={words().choose} onFiles={(files) => void take(files)}>
            <span class="hint">{words().drop}</span>
          </DropZone>
        </>
      )}
      {reading.value && (
        <p class="hint" role="status">
          {words().reading(reading.value.read, reading.value.total)}
        </p>
      )}
      <RefusedFiles refusal={refusal.value} />
      {(!own.value || data.value !== 'digits') && <Shown />}
    </>
  )
}
