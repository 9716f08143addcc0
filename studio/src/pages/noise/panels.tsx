/** The image, the noisy one, and the two that the network sees in it. */

import { Facts } from '../../parts/notice.tsx'
import { Panel } from '../../parts/panel.tsx'
import { image, noised, predicted, schedule, t } from './state.ts'
import { words } from './words.ts'

/** 4 digits that do not jump about. */
const shown = (value: number) => (value >= 1000 ? value.toFixed(0) : value.toPrecision(4))

export function Panels() {
  const { alphaBars, sqrtAlphaBars, sqrtOneMinusAlphaBars } = schedule.value
  const at = t.value
  return (
    <div class="card">
      <div class="panels">
        <Panel label={words().original} images={image.value} />
        <Panel label={words().noisy(at)} images={noised.value} />
        <Panel label={words().image(predicted.value?.t ?? at)} images={predicted.value?.image} />
        <Panel label={words().noise} images={predicted.value?.noise} />
      </div>
      <Facts
        facts={[
          [words().left, sqrtAlphaBars[at].toFixed(4)],
          [words().added, sqrtOneMinusAlphaBars[at].toFixed(4)],
          [words().snr, shown(alphaBars[at] / (1 - alphaBars[at]))],
        ]}
      />
    </div>
  )
}
