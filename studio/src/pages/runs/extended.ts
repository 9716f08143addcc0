/** A run's curves with what has been written since. Where a run comes through its steps again, the new count. */

import type { EpochPoint, RunDetail, StepPoint } from '../../../../src/runs/protocol.ts'

export interface Since {
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
}

export function extended(detail: RunDetail, { steps, epochs }: Since): RunDetail {
  const [fromStep, fromEpoch] = [steps[0]?.[0] ?? Infinity, epochs[0]?.step ?? Infinity]
  return {
    ...detail,
    steps: [...detail.steps.filter(([step]) => step < fromStep), ...steps],
    epochs: [...detail.epochs.filter(({ step }) => step < fromEpoch), ...epochs],
  }
}
