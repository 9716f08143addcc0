/** The schedule as curves over t, beside another's. */

import type { Schedule } from '../../../../src/diffusion/schedules.ts'
import { Chart, type ChartSeries } from '../../parts/chart.tsx'
import { compared, comparedName, schedule, scheduleName, t } from './state.ts'
import { words } from './words.ts'

/** Below this the ratio's logarithm says nothing more: schedules with none left would never end. */
const LEAST_SNR = 1e-6

const snrOf = ({ alphaBars }: Schedule) =>
  Array.from(alphaBars, (alphaBar) => Math.max(alphaBar / (1 - alphaBar), LEAST_SNR))

interface CurveProps {
  readonly label: string
  readonly of: (schedule: Schedule) => readonly number[]
  readonly logY?: boolean
}

function Curve({ label, of, logY = false }: CurveProps) {
  const both = compared.value ? [schedule.value, compared.value] : [schedule.value]
  const series: ChartSeries[] = both.map((_, i) => ({
    label: i === 0 ? scheduleName.value : comparedName.value,
    colour: i === 0 ? 'accent' : 'second',
  }))
  const axis = Array.from(schedule.value.betas, (_, i) => i)
  return (
    <div class="card">
      <h2>{label}</h2>
      <Chart
        {...{ label, series, logY }}
        data={[axis, ...both.map(of)]}
        xLabel="t"
        height={200}
        cursorAt={t.value}
        onCursor={(x) => {
          t.value = Math.round(Math.min(Math.max(x, 0), axis.length - 1))
        }}
      />
    </div>
  )
}

const alphaBarsOf = ({ alphaBars }: Schedule) => Array.from(alphaBars)
const betasOf = ({ betas }: Schedule) => Array.from(betas)

export function Curves() {
  return (
    <div class="curves">
      <Curve label={words().alphaBar} of={alphaBarsOf} />
      <Curve label={words().logSnr} of={snrOf} logY />
      <Curve label={words().beta} of={betasOf} logY />
    </div>
  )
}
