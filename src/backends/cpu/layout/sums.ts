/** The commands of sums and losses. */

import { type Fields, spans } from './fields.ts'

export const sumsCommands = {
  /** One float64 partial sum per unit of spans. */
  reduce: {
    ...spans,
    kind: 'i32',
    a: 'usize',
    aPitch: 'i32',
    b: 'usize',
    bPitch: 'i32',
    partials: 'usize',
  },
  /**
   * Each result = sum of its `count` partials / divisor; where epsilon is above 0, 1 / (its root +
   * epsilon).
   */
  total: {
    y: 'usize',
    partials: 'usize',
    results: 'i32',
    count: 'i32',
    divisor: 'f32',
    epsilon: 'f32',
  },
  /** One float64 loss per row of logits. */
  crossEntropy: {
    logits: 'usize',
    logitsPitch: 'i32',
    classes: 'i32',
    labels: 'usize',
    count: 'i32',
    losses: 'usize',
  },
  crossEntropyGradient: {
    y: 'usize',
    yPitch: 'i32',
    logits: 'usize',
    logitsPitch: 'i32',
    classes: 'i32',
    labels: 'usize',
    count: 'i32',
    factor: 'usize',
  },
  /** Each group's rows summed. */
  sumRows: {
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    columns: 'i32',
    groups: 'i32',
    rows: 'i32',
  },
} as const satisfies Readonly<Record<string, Fields>>
