/** What each reporter shows of work that follows the last step. */

import { expect, test } from 'vitest'
import { terminalOf } from '../../../../src/cli/terminal/terminal.ts'
import { LiveReporter } from '../../../../src/cli/train/live-reporter.ts'
import { PlainReporter } from '../../../../src/cli/train/plain-reporter.ts'
import { planRun } from '../../../../src/cli/train/plan.ts'
import { squares, tinyModel } from '../../../tiny.ts'

test.each([
  ['live', LiveReporter, true],
  ['plain', PlainReporter, false],
])('a %s one says that the animation is being drawn, and no time left', async (_, Kind, isTTY) => {
  const written: string[] = []
  const stream = { isTTY, columns: 80, write: (text: string) => written.push(text) }
  const reporter = new Kind(terminalOf(stream, { TERM: 'xterm' }))
  const { settings } = await planRun({ data: 'digits' }, {})
  reporter.begin({
    ...{ settings, model: tinyModel, data: squares(4), validation: 0, device: 'none', path: 'run' },
    ...{ batchesPerEpoch: 1, totalSteps: 1, doneSteps: 0 },
  })
  reporter.news({ kind: 'step', step: 1, epoch: 1, loss: 1, gradientNorm: 1 })
  written.length = 0
  reporter.news({ kind: 'work', what: 'Drawing the animation' })
  expect(written.join('')).toContain('Drawing')
  expect(written.join('')).not.toContain('left')
  reporter.end()
})
