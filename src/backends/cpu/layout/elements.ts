/** The commands of ops that treat each element by itself. */

import { type Fields, spans } from './fields.ts'

export const elementsCommands = {
  /** y = a, or a combined with b; b belongs to `divisor` spans in turn, and so does the factor. */
  elementwise: {
    ...spans,
    kind: 'i32',
    y: 'usize',
    yPitch: 'i32',
    a: 'usize',
    aPitch: 'i32',
    b: 'usize',
    bPitch: 'i32',
    divisor: 'i32',
    factor: 'usize',
    factorPitch: 'i32',
    factorDivisor: 'i32',
    scale: 'f32',
  },
  clamp: {
    ...spans,
    y: 'usize',
    yPitch: 'i32',
    a: 'usize',
    aPitch: 'i32',
    low: 'f32',
    high: 'f32',
  },
  /**
   * Each sample clamped to its limit and divided by it: the absolute value of rank `rank`, counted
   * from the least, and `part` of the way to the next, at least 1.
   */
  dynamicThreshold: {
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    columns: 'i32',
    rows: 'i32',
    count: 'i32',
    rank: 'i32',
    part: 'f32',
  },
  /** Rows of each sample, strides apart, copied; those of all samples added up where `summed`. */
  sampleRows: {
    samples: 'i32',
    rows: 'i32',
    columns: 'i32',
    perUnit: 'i32',
    summed: 'i32',
    y: 'usize',
    yPitch: 'i32',
    yStride: 'i32',
    x: 'usize',
    xPitch: 'i32',
    xStride: 'i32',
  },
  /** y = x (1 - share + share std(like) / std(x)). A unit is a sample. */
  matchDeviation: {
    ...spans,
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    like: 'usize',
    likePitch: 'i32',
    share: 'f32',
  },
  /** y = sum of terms times coefficients. List: (address, pitch, coefficient address) of each. */
  linearCombination: {
    ...spans,
    y: 'usize',
    yPitch: 'i32',
    terms: 'i32',
    coefficientPitch: 'i32',
    divisor: 'i32',
  },
  /**
   * List: addresses of scalars that must be finite. An `average` of 0 and a `maxNorm` of 0 leave their
   * parts out.
   */
  adam: {
    result: 'usize',
    count: 'i32',
    parameters: 'usize',
    gradients: 'usize',
    m: 'usize',
    v: 'usize',
    average: 'usize',
    row: 'usize',
    oneMinusBeta1: 'f32',
    beta2: 'f32',
    oneMinusBeta2: 'f32',
    epsilon: 'f32',
    maxNorm: 'f32',
    scalars: 'i32',
  },
  /** As `adam`, along a direction. */
  descend: {
    result: 'usize',
    count: 'i32',
    parameters: 'usize',
    direction: 'usize',
    gradients: 'usize',
    m: 'usize',
    average: 'usize',
    row: 'usize',
    oneMinusBeta: 'f32',
    rate: 'f32',
    maxNorm: 'f32',
    scalars: 'i32',
  },
} as const satisfies Readonly<Record<string, Fields>>
