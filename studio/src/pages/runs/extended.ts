/** A run's curves with what has been written since. Where a run comes through its steps again, the new count. */

import type {
  CopiesPoint,
  EpochPoint,
  RunDetail,
  StepPoint,
} from '../../../../src/runs/protocol.ts'

export interface Since {
  readonly steps: readonly StepPoint[]
  readonly epochs: readonly EpochPoint[]
  readonly copies: readonly CopiesPoint[]
}

export function extended(detail: RunDetail, { steps, epochs, copies }: Since): RunDetail {
  const [fromStep, fromEpoch] = [steps[0]?.[0] ?? Infinity, epochs[0]?.step ?? Infinity]
  const fromCopies = copies[0]?.[0] ?? Infinity
  return {
    ...detail,
    steps: [...detail.steps.filter(([step]) => step < fromStep), ...steps],
    epochs: [...detail.epochs.filter(({ step }) => step < fromEpoch), ...epochs],
    copies: [...detail.copies.filter(([step]) => step < fromCopies), ...copies],
  }
}
