/** The contractions' commands, as products of patches and weights. */

import { type Fields, patches, target } from './fields.ts'

export const contractionsCommands = {
  /** Weights into panels of 16 columns. List: the taps in their new order. */
  packWeights: {
    source: 'usize',
    channels: 'i32',
    columns: 'i32',
    tapStride: 'i32',
    channelStride: 'i32',
    columnStride: 'i32',
    panels: 'usize',
    taps: 'i32',
  },
  /** y = patches . panels. List: (dy, dx) of each tap. */
  multiply: { ...patches, panels: 'usize', panelStride: 'i32', panelsPerUnit: 'i32', ...target },
  /** Partial sums of transposed patches . dy. List: (dy, dx) of each tap. */
  correlate: {
    ...patches,
    dy: 'usize',
    dyRowStride: 'i32',
    dyColumnStride: 'i32',
    columns: 'i32',
    partials: 'usize',
    paddedRows: 'i32',
    splits: 'i32',
    blocksPerSplit: 'i32',
  },
  sumPartials: { partials: 'usize', splits: 'i32', count: 'i32', paddedRows: 'i32', ...target },
} as const satisfies Readonly<Record<string, Fields>>
