/** Which model a page uses: a choice of those that are known, a place to drop another, and its facts. */

import type { GivenFile, ModelInfo } from '../compute/protocol.ts'
import { inOneLine } from '../shell/language.ts'
import {
  chooseModel,
  chosenModel,
  type KnownModel,
  type ModelTrouble,
  models,
  modelTrouble,
  openChosen,
  openFile,
  openingModel,
  removeTrained,
} from '../shell/models.ts'
import { DropZone } from './drop-zone.tsx'
import { ErrorText } from './error-text.tsx'
import { Button, Select } from './fields.tsx'
import { kindWords } from './file-kind-words.ts'
import { shownName } from './model-name.ts'
import { modelWords } from './model-words.ts'
import { Facts, Notice } from './notice.tsx'
import { shownSize } from './shown-size.ts'

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

function Opening() {
  const coming = openingModel.value
  if (!coming) return null
  const { name, received, total } = coming
  const words = modelWords()
  return (
    <div class="stack" role="status">
      <span class="hint">
        {words.coming(name)} {total > 0 && words.megabytes(megabytes(received), megabytes(total))}
      </span>
      <progress value={total > 0 ? received / total : undefined} aria-label={words.coming(name)} />
    </div>
  )
}

function Sentence({ trouble }: { readonly trouble: ModelTrouble }) {
  const words = modelWords()
  if (trouble.kind === 'foreign') {
    return inOneLine(words.foreign(trouble.file, kindWords()[trouble.seems]), words.wanted)
  }
  if (trouble.kind === 'large') return words.large(trouble.file, megabytes(trouble.bytes))
  if (trouble.kind === 'refused') {
    return (
      <>
        {words.refused(trouble.name)} <ErrorText error={trouble.error} />
      </>
    )
  }
  return words[trouble.kind]
}

/** What is wrong with the model, with a way on; a page may show it where it would show images. */
export function ModelTroubleNotice() {
  const trouble = modelTrouble.value
  if (!trouble) return null
  const words = modelWords()
  return (
    <Notice kind="error">
      <p>
        <Sentence trouble={trouble} />
      </p>
      {!chosenModel.value.info && (
        <Button onClick={() => void openChosen()}>
          {trouble.kind === 'lost' ? words.goOn : words.retry}
        </Button>
      )}
    </Notice>
  )
}

/** What a page shows in place of the model it waits for. */
export function ModelStatus() {
  return (
    <>
      <Opening />
      <ModelTroubleNotice />
    </>
  )
}

export function ModelFacts({ info }: { readonly info: ModelInfo }) {
  const words = modelWords()
  const { parameterCount, imageShape, classes } = info
  return (
    <Facts
      facts={[
        [words.parameters, parameterCount.toLocaleString('en')],
        [words.size, shownSize(imageShape)],
        [words.classes, classes > 0 ? String(classes) : words.none],
      ]}
    />
  )
}

/** Whether a model that was trained here outlives the page, and a button to remove it. */
function Trained({ model }: { readonly model: KnownModel }) {
  const words = modelWords()
  if (model.origin.kind !== 'trained') return null
  return (
    <div class="row spread">
      <span class="hint">{model.origin.stored ? words.storedHint : words.unstoredHint}</span>
      <Button kind="plain" onClick={() => void removeTrained(model)}>
        {words.remove}
      </Button>
    </div>
  )
}

/** Without `ModelStatus`, which a page shows where its images will be. */
export function ModelPicker() {
  const words = modelWords()
  const chosen = chosenModel.value
  const options = models.value.map((model) => ({
    value: model.key,
    label: `${shownName(model)} (${words.origin[model.origin.kind]})`,
  }))
  const drop = ([{ file }]: readonly GivenFile[]) => void openFile(file)
  return (
    <div class="stack">
      <Select label={words.model} value={chosen.key} options={options} onChoose={chooseModel} />
      {chosen.info && <ModelFacts info={chosen.info} />}
      <Trained model={chosen} />
      <DropZone choose={words.choose} onFiles={drop} small>
        <span class="hint">{words.drop}</span>
      </DropZone>
    </div>
  )
}
