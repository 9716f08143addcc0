/** What is trained on: built-in images, or what the visitor gives. */

import { type BuiltInName, builtInNames, isBuiltIn } from '../../compute/built-in.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Button, Choice } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RefusedFiles } from '../../parts/refused-files.tsx'
import { shownSize } from '../../parts/shown-size.ts'
import {
  type Background,
  background,
  backgrounds,
  chooseBackground,
  chooseBuiltIn,
  chooseOwn,
  chooseSize,
  type ImageSize,
  imageSize,
  imageSizes,
  reading,
  refusal,
  takeFiles,
} from './own-images.ts'
import { change, data, settings, tooFew } from './settings.ts'
import { words } from './words.ts'

function Shown() {
  if (isBuiltIn(data.value)) return <p class="hint">{words().builtIn[data.value].hint}</p>
  if (!data.value) return null
  const { count, imageShape, classes, preview, name, broken } = data.value
  return (
    <div class="stack">
      <p class="hint">
        {name}: {words().read(count, shownSize(imageShape), classes.length)}
      </p>
      <ImageGrid images={preview} label={name} columns={10} scale={1} />
      {broken.length > 0 && <Notice kind="warn">{words().broken(broken)}</Notice>}
    </div>
  )
}

function TooFew() {
  const least = tooFew.value
  if (least === undefined) return null
  return (
    <Notice kind="warn">
      <p>{words().tooFew(least, settings.value.batchSize)}</p>
      <Button onClick={() => change({ batchSize: least })}>{words().takeFewer(least)}</Button>
    </Notice>
  )
}

function OwnImages() {
  return (
    <>
      <Choice<ImageSize>
        label={words().imageSize}
        value={imageSize.value}
        options={imageSizes.map((value) => ({
          value,
          label: value === 'own' ? words().ownSize : words().pixels(Number(value)),
        }))}
        onChoose={chooseSize}
      />
      <Choice<Background>
        label={words().background}
        value={background.value}
        options={backgrounds.map((value) => ({ value, label: words().backgrounds[value] }))}
        onChoose={chooseBackground}
      />
      <DropZone several choose={words().choose} onFiles={takeFiles}>
        <span class="hint">{words().drop}</span>
      </DropZone>
    </>
  )
}

export function DataChoice({ disabled }: { readonly disabled: boolean }) {
  const builtIn = isBuiltIn(data.value) ? data.value : undefined
  const own = builtIn === undefined
  return (
    <>
      <Choice<BuiltInName | 'own'>
        label={words().images}
        disabled={disabled}
        value={builtIn ?? 'own'}
        options={[
          ...builtInNames.map((value) => ({ value, label: words().builtIn[value].label })),
          { value: 'own', label: words().yours },
        ]}
        onChoose={(what) => (what === 'own' ? chooseOwn() : chooseBuiltIn(what))}
      />
      {own && !disabled && <OwnImages />}
      {reading.value && (
        <p class="hint" role="status">
          {words().reading(reading.value.read, reading.value.total)}
        </p>
      )}
      <RefusedFiles refusal={refusal.value} />
      <Shown />
      <TooFew />
    </>
  )
}
