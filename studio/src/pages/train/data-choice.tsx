/** What is trained on: built-in images, or what the visitor gives. */

import { whole } from '../../../../src/base/option-specs.ts'
import { imageSizeOption } from '../../../../src/data/source.ts'
import { type BuiltInName, builtInNames, isBuiltIn } from '../../compute/built-in.ts'
import type { DataInfo } from '../../compute/protocol.ts'
import { DropZone } from '../../parts/drop-zone.tsx'
import { Button, Choice } from '../../parts/fields.tsx'
import { ImageGrid } from '../../parts/image-grid.tsx'
import { narrow } from '../../parts/narrow.ts'
import { Notice } from '../../parts/notice.tsx'
import { NumberField } from '../../parts/number-field.tsx'
import { RefusedFiles } from '../../parts/refused-files.tsx'
import { shownSize } from '../../parts/shown-size.ts'
import {
  backgrounds,
  chooseBuiltIn,
  chooseOther,
  chooseOwn,
  chooseSize,
  fits,
  type ImageSize,
  imageSize,
  imageSizes,
  otherSize,
  preparation,
  prepare,
  reading,
  refusal,
  resizes,
  takeFiles,
} from './own-images.ts'
import { change, data, few, settings, tooFew, variedFor } from './settings.ts'
import { words } from './words.ts'

/** Small images are enlarged. */
const previewScale = ([, width]: DataInfo['imageShape']) => Math.max(1, Math.round(40 / width))

function Shown() {
  if (isBuiltIn(data.value)) return <p class="hint">{words().builtIn[data.value].hint}</p>
  if (!data.value) return null
  const { count, imageShape, classes, preview, name } = data.value
  const left = leftOutWords(data.value)
  return (
    <div class="stack">
      <p class="hint">
        {name}: {words().read(count, shownSize(imageShape), classes)}
      </p>
      <ImageGrid
        images={preview}
        label={name}
        columns={narrow.value ? 8 : 10}
        scale={previewScale(imageShape)}
      />
      {left.length > 0 && (
        <Notice kind="warn">
          {left.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notice>
      )}
    </div>
  )
}

/** What was left out of the files, by its reason. */
function leftOutWords({ broken, others, emptyClasses }: DataInfo): string[] {
  const said = words()
  return [
    ...(broken.length > 0 ? [said.broken(broken)] : []),
    ...(others.length > 0 ? [said.others(others)] : []),
    ...(emptyClasses.length > 0 ? [said.emptyClasses(emptyClasses)] : []),
  ]
}

function Few() {
  const images = few.value
  if (!images || tooFew.value !== undefined) return null
  return (
    <Notice>
      <p>{words().few(images.count)}</p>
      <Button onClick={() => change(variedFor(images))}>{words().varyFew}</Button>
    </Notice>
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

function OtherSize() {
  const spec = whole({ ...imageSizeOption.each, help: '' })
  return (
    <div class="pair">
      {(['width', 'height'] as const).map((side) => (
        <NumberField
          key={side}
          {...{ label: words().sides[side], spec, value: otherSize.value[side] }}
          onInput={(value) => chooseOther({ [side]: value })}
        />
      ))}
    </div>
  )
}

function Preparing() {
  const { fit, resize, background } = preparation.value
  return (
    <>
      {imageSize.value !== 'own' && (
        <Choice
          {...{ label: words().fit, value: fit }}
          options={fits.map((value) => ({ value, label: words().fits[value] }))}
          onChoose={(value) => prepare({ fit: value })}
        />
      )}
      {imageSize.value !== 'own' && (
        <Choice
          {...{ label: words().resize, value: resize }}
          options={resizes.map((value) => ({ value, label: words().resizes[value] }))}
          onChoose={(value) => prepare({ resize: value })}
        />
      )}
      <Choice
        {...{ label: words().background, value: background }}
        options={backgrounds.map((value) => ({ value, label: words().backgrounds[value] }))}
        onChoose={(value) => prepare({ background: value })}
      />
    </>
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
          label: words().imageSizes[value as 'own'] ?? words().pixels(Number(value)),
        }))}
        onChoose={chooseSize}
      />
      {imageSize.value === 'other' && <OtherSize />}
      <Preparing />
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
      {!disabled && <Few />}
    </>
  )
}
