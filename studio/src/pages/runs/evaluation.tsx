/** What `ddpm eval` has found of the runs' images. */

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { fixed } from '../../../../src/plots/fixed.ts'
import { Notice } from '../../parts/notice.tsx'
import { Comparison } from './comparison.tsx'
import { type Figure, type FigureName, type Figures, figureNames, figuresIn } from './figures.ts'
import { fileText } from './run-file.ts'
import { type ChosenRun, chosenRuns } from './runs.ts'
import { words } from './words.ts'

const percent = (share: number) => `${fixed(100 * share, 1)} %`
const short = (value: number) => fixed(value, value < 10 ? 2 : 1)
const grouped = (value: number) => value.toLocaleString('en')

const formats: Readonly<Record<FigureName, (value: number) => string>> = {
  ...{ count: grouped, readable: percent, match: percent, distance: short },
  ...{ evenness: (value) => fixed(value, 3), nearest: short },
  validationLoss: (value) => fixed(value, 4),
}

function inWords(name: FigureName, figure: Figure | undefined): string {
  if (!figure) return '–'
  const { [name]: format } = formats
  const { value, real } = figure
  return real === undefined ? format(value) : `${format(value)} (${format(real)})`
}

const reportOf = ({ summary }: ChosenRun) => summary.files.find(({ name }) => name === 'eval.json')

async function readFigures(run: ChosenRun): Promise<Figures | 'broken'> {
  const file = reportOf(run)
  const text = file && (await fileText(run, file))
  try {
    return text === undefined ? 'broken' : figuresIn(text)
  } catch {
    return 'broken'
  }
}

export function Evaluation() {
  const read = useSignal<ReadonlyMap<string, Figures | 'broken'>>(new Map())
  const judged = chosenRuns.value.filter(reportOf)
  const mark = JSON.stringify(judged.map((run) => [run.key, reportOf(run)?.written]))
  useEffect(() => {
    let current = true
    void Promise.all(judged.map(async (run) => [run.key, await readFigures(run)] as const)).then(
      (all) => {
        if (current) read.value = new Map(all)
      },
    )
    return () => {
      current = false
    }
  }, [mark])
  const found = judged.flatMap((run) => {
    const figures = read.value.get(run.key)
    return figures ? [{ run, figures }] : []
  })
  if (found.length === 0) return null
  const whole = found.flatMap(({ run, figures }) => (figures === 'broken' ? [] : { run, figures }))
  const names = figureNames.filter((name) => whole.some(({ figures }) => figures[name]))
  return (
    <div class="card">
      <h2>{words().evaluation}</h2>
      {found
        .filter(({ figures }) => figures === 'broken')
        .map(({ run }) => (
          <Notice key={run.key} kind="warn">
            {words().noFigures(run.summary.name)}
          </Notice>
        ))}
      {whole.length > 0 && (
        <>
          <Comparison
            {...{ label: words().evaluation, of: words().figure }}
            runs={whole.map(({ run }) => run)}
            rows={names.map((name) => ({
              name: words().figures[name],
              values: whole.map(({ figures }) => inWords(name, figures[name])),
            }))}
          />
          <p class="hint">{words().evaluationHint}</p>
        </>
      )}
    </div>
  )
}
