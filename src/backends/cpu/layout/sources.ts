/** The commands that bring numbers in, and that move pixels between resolutions. */

import type { Fields } from './fields.ts'

export const sourcesCommands = {
  embedding: {
    y: 'usize',
    yPitch: 'i32',
    table: 'usize',
    tablePitch: 'i32',
    tableRows: 'i32',
    index: 'usize',
    count: 'i32',
    columns: 'i32',
  },
  /** Each row of y = the sum of the values with its index. */
  embeddingGradient: {
    y: 'usize',
    yPitch: 'i32',
    rows: 'i32',
    columns: 'i32',
    values: 'usize',
    valuesPitch: 'i32',
    index: 'usize',
    count: 'i32',
  },
  sinusoidalEmbedding: {
    y: 'usize',
    yPitch: 'i32',
    t: 'usize',
    count: 'i32',
    frequencies: 'usize',
    half: 'i32',
    // Bytes from a row's begin to its sines and to its cosines.
    sines: 'i32',
    cosines: 'i32',
  },
  randomNormal: {
    y: 'usize',
    yPitch: 'i32',
    columns: 'i32',
    origin: 'usize',
    samples: 'usize',
    count: 'i32',
    elements: 'i32',
    stream: 'i32',
  },
  /** y = x * scale where the element's random word is at least `threshold` (unsigned), else 0. */
  dropout: {
    y: 'usize',
    yPitch: 'i32',
    x: 'usize',
    xPitch: 'i32',
    columns: 'i32',
    origin: 'usize',
    samples: 'usize',
    count: 'i32',
    elements: 'i32',
    stream: 'i32',
    threshold: 'i32',
    scale: 'f32',
  },
  /**
   * Between images of two sizes: a pixel of the small ones is a square of `edge` * `edge` pixels of
   * the large ones, which have `columns` channels. A unit of work is `perUnit` lines of the small.
   */
  resample: {
    kind: 'i32',
    small: 'usize',
    smallPitch: 'i32',
    large: 'usize',
    largePitch: 'i32',
    lines: 'i32',
    perUnit: 'i32',
    width: 'i32',
    columns: 'i32',
    edge: 'i32',
  },
} as const satisfies Readonly<Record<string, Fields>>
